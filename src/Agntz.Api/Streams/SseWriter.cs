using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Agntz.Api.Streams;

/// <summary>
/// Writes an event stream into a response. Frames gather until they are flushed; a reader that does not read stops its
/// own writer and nobody else. For one writer at a time.
/// </summary>
/// <param name="http">The request that is answered.</param>
/// <param name="cut">Ends a flush that waits for a reader who does not read, and its connection.</param>
internal sealed class SseWriter(HttpContext http, CancellationToken cut)
{
    private const int FlushAt = 16 * 1024;

    private readonly PipeWriter _body = http.Response.BodyWriter;
    private int _unflushed;

    private static ReadOnlySpan<byte> Opening => "retry: 2000\n\n"u8;

    private static ReadOnlySpan<byte> KeepAlive => ": keepalive\n\n"u8;

    /// <summary>Sends the headers, so that the reader knows at once that it is heard.</summary>
    /// <returns>False when the reader is gone.</returns>
    public ValueTask<bool> BeginAsync()
    {
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // A reader may stop for as long as it likes.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        Write(Opening);
        return FlushAsync();
    }

    /// <summary>Adds a frame; flushes what has gathered when it is much.</summary>
    /// <returns>False when the reader is gone.</returns>
    public ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> frame)
    {
        if (frame.Length > FlushAt)
        {
            return WriteInPiecesAsync(frame);
        }

        Write(frame.Span);
        return _unflushed >= FlushAt ? FlushAsync() : ValueTask.FromResult(true);
    }

    /// <summary>Shows the reader, and everything between, that the stream lives.</summary>
    /// <returns>False when the reader is gone.</returns>
    public ValueTask<bool> KeepAliveAsync()
    {
        Write(KeepAlive);
        return FlushAsync();
    }

    /// <summary>Sends what has gathered; waits for a reader who is behind.</summary>
    /// <returns>False when the reader is gone, or did not read when the server had to stop.</returns>
    public async ValueTask<bool> FlushAsync()
    {
        if (_unflushed == 0)
        {
            return true;
        }

        _unflushed = 0;
        try
        {
            return !(await _body.FlushAsync(cut)).IsCompleted && !http.RequestAborted.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            // What it has not read cannot be taken back, so the response cannot end well.
            http.Abort();
            return false;
        }
    }

    // A reader who stops in the middle of a long frame has a piece of it waiting, not a copy of all of it.
    private async ValueTask<bool> WriteInPiecesAsync(ReadOnlyMemory<byte> frame)
    {
        for (; frame.Length > FlushAt; frame = frame[FlushAt..])
        {
            Write(frame.Span[..FlushAt]);
            if (!await FlushAsync())
            {
                return false;
            }
        }

        return await WriteAsync(frame);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _body.Write(bytes);
        _unflushed += bytes.Length;
    }
}
