using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Agntz.Api.Compression;

/// <summary>Compresses answers in JSON for clients that take them so; event streams never.</summary>
internal sealed class AnswerCompression(RequestDelegate next)
{
    private const string EventStream = "text/event-stream";

    /// <summary>Names of codings, the best first.</summary>
    private static readonly string[] Known = [CompressedBody.Brotli, CompressedBody.Gzip];

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsStream(context.GetEndpoint()))
        {
            await next(context);
            return;
        }

        context.Response.OnStarting(static it => Announce((HttpResponse)it), context.Response);
        if (Choose(context.Request.Headers.AcceptEncoding) is not { } coding)
        {
            await next(context);
            return;
        }

        var plain = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var body = new CompressedBody(context.Response, plain, coding);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(context);

            // Not after a failure: without its end nobody takes the beginning for the whole.
            await body.CompleteAsync();
        }
        finally
        {
            context.Features.Set(plain);
        }
    }

    private static bool IsStream(Endpoint? endpoint) => endpoint?.Metadata
        .GetOrderedMetadata<IProducesResponseTypeMetadata>()
        .Any(it => it.ContentTypes.Contains(EventStream)) is true;

    private static Task Announce(HttpResponse response)
    {
        if (CompressedBody.IsJson(response))
        {
            response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        }

        return Task.CompletedTask;
    }

    private static string? Choose(StringValues accepted)
    {
        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var codings))
        {
            return null;
        }

        var best = Known.MaxBy(Quality);
        return Quality(best!) > 0 ? best : null;

        double Quality(string name) =>
            (Find(name) ?? Find("*")) is { } found ? found.Quality ?? 1 : 0;

        StringWithQualityHeaderValue? Find(string name) =>
            codings.FirstOrDefault(it => it.Value.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
