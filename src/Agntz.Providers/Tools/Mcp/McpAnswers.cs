using System.Net;
using System.Text.Json;
using Agntz.Providers.Wire;

namespace Agntz.Providers.Tools.Mcp;

/// <summary>
/// Fails a question of one session about tools that is answered with something else than an answer. It fails by itself:
/// the client library would wait for an answer that does not come, or give the whole session up.
/// </summary>
/// <param name="inner">Sends. Stays with whoever made it.</param>
internal sealed class McpAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Session = "Mcp-Session-Id";
    private const int MaxQuoted = 2_000;

    // The older transport posts questions and hears the answers on a stream that it opened before.
    private volatile bool _hearsElsewhere;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _hearsElsewhere |= request.Method == HttpMethod.Get;
        var isQuestion = await IsQuestionAsync(request, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (!isQuestion || _hearsElsewhere || await IsAnswerAsync(response, cancellationToken))
        {
            return response;
        }

        using (response)
        {
            var body = await ModelEndpoint.ReadErrorAsync(response, cancellationToken);
            throw new HttpRequestException(Words(response, body), null, Meaning(request, response, body));
        }
    }

    private static async Task<bool> IsAnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NoContent)
        {
            return false;
        }

        switch (response.Content.Headers.ContentType?.MediaType)
        {
            case "text/event-stream":
                return true;
            case "application/json":
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                return IsMessage(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            default:
                return false;
        }
    }

    private static bool IsMessage(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256 });
            return reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
                && reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Words(HttpResponseMessage response, string body)
    {
        var quoted = body.Length <= MaxQuoted ? body : body[..MaxQuoted];
        return response.IsSuccessStatusCode
            ? $"no answer to the question, but '{response.Content.Headers.ContentType}': {quoted}"
            : quoted;
    }

    // Some servers call a session they have forgotten a bad request.
    private static HttpStatusCode Meaning(HttpRequestMessage request, HttpResponseMessage response, string body) =>
        response.StatusCode is HttpStatusCode.BadRequest && request.Headers.Contains(Session)
            && body.Contains("session", StringComparison.OrdinalIgnoreCase)
            ? HttpStatusCode.NotFound
            : response.StatusCode;

    private static async Task<bool> IsQuestionAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post || request.Content is not { } content)
        {
            return false;
        }

        using var message = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellationToken));
        return message.RootElement.Member("id"u8) is not null
            && message.RootElement.Text("method"u8) is { } method && method.StartsWith("tools/", StringComparison.Ordinal);
    }
}
