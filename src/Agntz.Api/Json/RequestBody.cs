using System.Text.Json;
using System.Text.Unicode;
using Agntz.Api.Errors;
using Agntz.Domain.Json;

namespace Agntz.Api.Json;

/// <summary>Reads request bodies.</summary>
internal static class RequestBody
{
    // One level around what the database and the journal give back, which is read with the usual 64.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 65 };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// The body as a JSON object, by whatever content type that does not speak against it: without white space between
    /// its tokens, and with half characters, which no text can hold, replaced by U+FFFD.
    /// </summary>
    /// <exception cref="RefusedException">It is something else.</exception>
    public static async Task<JsonElement> ReadObjectAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        JsonContentType.Check(request);
        var body = await ReadAsync(request, cancellationToken);
        return body.ValueKind is JsonValueKind.Object
            ? body
            : throw RefusedException.BadRequest($"The request body must be a JSON object, found {body.ValueKind}.");
    }

    /// <summary>A field that is a string; null when it is missing or something else.</summary>
    public static string? FindText(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static async Task<JsonElement> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = WithoutMark(await ReadBytesAsync(request, cancellationToken));
        if (!Utf8.IsValid(body.Span))
        {
            throw RefusedException.BadRequest("The request body is no UTF-8. Send JSON in that encoding.");
        }

        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return JsonElement.Parse(JsonText.Compact(document.RootElement), Options);
        }
        catch (JsonException malformed)
        {
            throw RefusedException.BadRequest($"The request body is no JSON: {malformed.Message}");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(
        HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
}
