using System.Buffers;
using Agntz.Api.Errors;
using Agntz.Api.Traces;
using Agntz.Domain.Health;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;

namespace Agntz.Api.Streams;

/// <summary>Serves logs as event streams, from any event on.</summary>
internal sealed partial class LogStreams(
    RunFollower follower, OpenStreams streams, ITraceReader traces, IDatabaseFailures failures, TimeProvider clock,
    ILogger<LogStream> logger)
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
        if (await following.PeekAsync(http.RequestAborted) is not { } page)
        {
            return NotFound(kind);
        }

        cursor.CheckAgainst(page);
        if (page.IsOverFor(cursor.After ?? 0) && page.Entries.Count == 0 && cursor.IsReconnect)
        {
            return TypedResults.NoContent();
        }

        if (page is { IsEnded: true, IsRemoved: false } && kind is LogKind.Spans && cursor.After is null)
        {
            return await SendSnapshotAsync(http, owner, id, page.LastSeq, open);
        }

        var writer = new SseWriter(http, open.Cut);
        if (await writer.BeginAsync())
        {
            await new LogStream(writer, following, open.Wakeup, failures, clock, logger).SendAsync();
        }

        return TypedResults.Empty;
    }

    private async Task<IResult> SendSnapshotAsync(HttpContext http, Owner owner, RunId id, long last, OpenStream open)
    {
        if (await traces.OpenAsync(owner, id, null, http.RequestAborted) is not { } trace)
        {
            return NotFound(LogKind.Spans);
        }

        var writer = new SseWriter(http, open.Cut);
        if (!await writer.BeginAsync())
        {
            return TypedResults.Empty;
        }

        try
        {
            await SendSnapshotAsync(writer, trace, last, http.RequestAborted);
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested)
        {
            // A part of a frame was sent, and nothing can be said after it.
            LogCut(failure, id);
            http.Abort();
        }

        return TypedResults.Empty;
    }

    // One frame, of which there is never more in memory than what is being sent.
    private static async Task SendSnapshotAsync(
        SseWriter writer, Trace trace, long last, CancellationToken cancellationToken)
    {
        var part = new ArrayBufferWriter<byte>();
        SseFrame.WriteBeginning(part, "snapshot");
        await foreach (var json in TraceResponse.WriteAsync(trace).WithCancellation(cancellationToken))
        {
            SseFrame.WriteData(part, json.Span);
            if (!await writer.WriteAsync(part.WrittenMemory))
            {
                return;
            }

            part.ResetWrittenCount();
        }

        SseFrame.WriteEnd(part, last);
        await writer.WriteAsync(part.WrittenMemory);
        await writer.FlushAsync();
    }

    [LoggerMessage(LogLevel.Error, "The snapshot of trace {TraceId} was begun and cannot be completed; its connection is cut")]
    private partial void LogCut(Exception failure, RunId traceId);
}
