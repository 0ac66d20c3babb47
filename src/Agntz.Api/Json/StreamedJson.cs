using System.Buffers;
using System.Net.Mime;

namespace Agntz.Api.Json;

/// <summary>
/// Answers with JSON of any length while it is made. Where it cannot be made to its end the connection is cut, so that
/// nobody takes the beginning for the whole.
/// </summary>
/// <param name="pieces">The JSON.</param>
internal sealed partial class StreamedJson(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces) : IResult
{
    private const string ContentType = $"{MediaTypeNames.Application.Json}; charset=utf-8";

    /// <summary>
    /// Makes the first piece, so that what goes wrong by then can still be answered with something else.
    /// </summary>
    public static async Task<StreamedJson> BeginAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        var made = pieces.GetAsyncEnumerator(cancellationToken);
        try
        {
            return new StreamedJson(GoOnAsync(made, await made.MoveNextAsync()));
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, aborted) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = ContentType;
        try
        {
            await foreach (var piece in pieces.WithCancellation(aborted))
            {
                response.BodyWriter.Write(piece.Span);
                if ((await response.BodyWriter.FlushAsync(aborted)).IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception failure) when (response.HasStarted && !aborted.IsCancellationRequested)
        {
            LogCut(
                httpContext.RequestServices.GetRequiredService<ILogger<StreamedJson>>(), failure,
                httpContext.Request.Method, httpContext.Request.Path);
            httpContext.Abort();
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> GoOnAsync(
        IAsyncEnumerator<ReadOnlyMemory<byte>> made, bool hasMore)
    {
        await using (made)
        {
            while (hasMore)
            {
                yield return made.Current;
                hasMore = await made.MoveNextAsync();
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The answer to {Method} {Path} was begun and cannot be completed; its connection is cut")]
    private static partial void LogCut(ILogger logger, Exception failure, string method, PathString path);
}
