using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Api.Streams;
using Agntz.Domain.Agents;
using Agntz.Domain.Health;
using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;

namespace Agntz.Api.Runs;

/// <summary>
/// Answers requests that wait for their run: with its result, or with a stream that ends with it. When the server stops
/// first the run goes on elsewhere, and is found by its id; when the client leaves first it is cancelled, unless
/// it can come back with the same Idempotency-Key.
/// </summary>
internal sealed class AttachedRuns(
    RunFollower follower, OpenStreams streams, AgentCatalog agents, IRunReader runs, LeftRuns left,
    IDatabaseFailures failures, TimeProvider clock, ILogger<LogStream> logger)
{
    private const string Deleted = "The run was deleted while it was waited for.";
    private const string Lost = "The server lost this run, and nothing of it was kept. Send it again.";

    private static readonly HashSet<string> Shown =
        new(["text-delta", "text-void", "reply", "client-tool-request"], StringComparer.Ordinal);

    /// <summary>Fires when the client of a request leaves whose run is to be cancelled then.</summary>
    public static CancellationToken Leaving(HttpContext http) =>
        IdempotencyHeader.IsIn(http.Request) ? CancellationToken.None : http.RequestAborted;

    /// <summary>Waits for the end of a run that has just been created, and says what it gave.</summary>
    public async Task<IResult> WaitAsync(HttpContext http, Owner owner, StartedRun started)
    {
        var run = started.Run;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, streams.Drained);
        try
        {
            var end = await (started.Kept is { } kept
                ? RunFollower.WaitForEndAsync(kept.Follow, waiting.Token)
                : follower.WaitForEndAsync(owner, run.Id, waiting.Token));
            return await FindEndedAsync(started, end, waiting.Token) switch
            {
                null when started.Kept is not null => new ProblemResult(Unavailable(Lost)),
                null => ProblemResult.NotFound("Run not found"),
                { Status: RunStatus.Completed } ended => TypedResults.Ok(RunResultResponse.From(ended, end!)),
                { } ended => new ProblemResult(RunProblem.Of(ended)),
            };
        }
        catch (OperationCanceledException) when (streams.Drained.IsCancellationRequested)
        {
            return new ProblemResult(Stopped(http, started));
        }
        finally
        {
            await CancelIfLeftAsync(http, owner, run);
        }
    }

    /// <summary>Streams a run that has just been created, from its beginning to what it gave.</summary>
    public async Task StreamAsync(HttpContext http, Owner owner, StartedRun started)
    {
        try
        {
            await SendAsync(http, owner, started);
        }
        finally
        {
            await CancelIfLeftAsync(http, owner, started.Run);
        }
    }

    private async Task SendAsync(HttpContext http, Owner owner, StartedRun started)
    {
        var run = started.Run;
        var agent = await agents.FindAsync(owner, run.AgentId, run.AgentVersion, http.RequestAborted);
        using var open = streams.Add(isAttached: true, http.RequestAborted);
        using var following = started.Kept?.Follow(open.Wakeup)
            ?? follower.Follow(owner, run.Id, LogKind.Events, 0, open.Wakeup);
        var writer = new SseWriter(http, open.Cut);
        if (!await writer.BeginAsync() || !await writer.WriteAsync(StartFrame(run, agent!)) || !await writer.FlushAsync())
        {
            return;
        }

        LogEntry.Event? last = null;
        var stream = new LogStream(writer, following, open.Wakeup, failures, clock, logger)
        {
            Show = entry => Shown.Contains((last = (LogEntry.Event)entry).Type) ? LogFrames.Of(entry) : null,
            Fail = error => ErrorFrame(new RunErrorEvent(error, ErrorCodes.Internal, run.Id.ToString(), null)),
        };
        if (await stream.SendAsync())
        {
            await writer.WriteAsync(EndFrame(run, await FindEndedAsync(started, last, http.RequestAborted), last!));
            await writer.FlushAsync();
        }
    }

    private async Task<Run?> FindEndedAsync(StartedRun started, LogEntry.Event? end, CancellationToken cancellationToken)
    {
        if (started.Kept is null)
        {
            return await runs.FindAsync(started.Run.Owner, started.Run.Id, cancellationToken);
        }

        return end is null ? null : EndedRun.Of(started.Run, end);
    }

    private static Problem Stopped(HttpContext http, StartedRun started)
    {
        if (started.Kept is not null)
        {
            return Unavailable("The server stopped before the run ended, and nothing of it was kept. Send it again.");
        }

        http.Response.Headers.Location = $"/runs/{started.Run.Id}";
        return Unavailable("The server stopped before the run ended. The run goes on: look it up by its id.") with
        {
            RunId = started.Run.Id.ToString(),
        };
    }

    private static Problem Unavailable(string error) =>
        Problem.Of(StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable, error);

    // A server that stops drops its clients in the end; that is not their wish. Who sent a key may come back with it.
    private Task CancelIfLeftAsync(HttpContext http, Owner owner, Run run) =>
        Leaving(http).IsCancellationRequested && !streams.Drained.IsCancellationRequested
            ? left.CancelAsync(owner, run.Id)
            : Task.CompletedTask;

    private static byte[] StartFrame(Run run, AgentManifest agent)
    {
        var start = new RunStartEvent
        {
            AgentId = RunResponse.From(run).AgentId,
            Kind = agent.Kind.ToName(),
            RunId = run.Id.ToString(),
            Retention = new RetentionResponse(run.Retention.ToName()),
            TraceId = run.Retention is RetentionMode.Session ? run.Id.ToString() : null,
            SessionId = run.SessionId,
        };
        return SseFrame.Encode(
            RunStartEvent.Name, JsonSerializer.SerializeToUtf8Bytes(start, WireJson.Default.RunStartEvent), null);
    }

    private static byte[] EndFrame(Run run, Run? ended, LogEntry.Event last) => ended switch
    {
        null => ErrorFrame(new RunErrorEvent(Deleted, ErrorCodes.NotFound, run.Id.ToString(), null)),
        { Status: RunStatus.Completed } => SseFrame.Encode(
            "run-complete",
            JsonSerializer.SerializeToUtf8Bytes(RunResultResponse.From(ended, last), WireJson.Default.RunResultResponse),
            null),
        _ => ErrorFrame(new RunErrorEvent(
            ended.Error?.Message ?? "The run failed.", ended.Error?.Code ?? ErrorCodes.Internal, run.Id.ToString(),
            ended.Error is { Details.Count: > 0 } error ? error.Details : null)),
    };

    private static byte[] ErrorFrame(RunErrorEvent error) => SseFrame.Encode(
        RunErrorEvent.Name, JsonSerializer.SerializeToUtf8Bytes(error, WireJson.Default.RunErrorEvent), null);
}
