using Agntz.Api.Errors;
using Agntz.Api.Traces;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;

namespace Agntz.Api.Streams;

/// <summary>Serves logs as event streams, from any event on.</summary>
internal sealed class LogStreams(
    RunFollower follower, OpenStreams streams, ITraceReader traces, TimeProvider clock, ILogger<LogStream> logger)
{
    /// <summary>Answers a request with a log, for as long as it takes.</summary>
    /// <returns>What is answered instead of a stream; nothing where there was one.</returns>
    /// <exception cref="RefusedException">The cursor cannot be used.</exception>
    public async Task<IResult> ServeAsync(HttpContext http, Owner owner, string id, LogKind kind) =>
        RunId.TryParse(id, out var run) ? await ServeAsync(http, owner, run, kind) : NotFound(kind);

    private static ProblemResult NotFound(LogKind kind) =>
        ProblemResult.NotFound(kind is LogKind.Events ? "Run not found" : "Trace not found");

    private async Task<IResult> ServeAsync(HttpContext http, Owner owner, RunId id, LogKind kind)
    {
        var cursor = StreamCursor.Read(http.Request);
        using var open = streams.Add(isAttached: false, http.RequestAborted);
        using var following = follower.Follow(owner, id, kind, cursor.After ?? 0, open.Wakeup);
        if (await following.ReadAsync(http.RequestAborted) is not { } page)
        {
            return NotFound(kind);
        }

        cursor.CheckAgainst(page);
        if (following.IsOver && page.Entries.Count == 0 && cursor.IsReconnect)
        {
            return TypedResults.NoContent();
        }

        var snapshot = page is { IsEnded: true, IsRemoved: false } && kind is LogKind.Spans && cursor.After is null
            ? await traces.FindAsync(owner, id, null, http.RequestAborted)
            : null;
        var writer = new SseWriter(http, open.Stopping);
        if (!await writer.BeginAsync())
        {
            return TypedResults.Empty;
        }

        if (snapshot is not null)
        {
            await writer.WriteAsync(LogFrames.Snapshot(TraceResponse.From(snapshot), page.LastSeq));
            await writer.FlushAsync();
        }
        else
        {
            await new LogStream(writer, following, open.Wakeup, clock, logger).SendAsync(page);
        }

        return TypedResults.Empty;
    }
}
