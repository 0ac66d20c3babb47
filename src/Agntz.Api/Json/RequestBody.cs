using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Domain.Json;

namespace Agntz.Api.Json;

/// <summary>Reads request bodies.</summary>
internal static class RequestBody
{
    // One level around what the database and the journal give back, which is read with the usual 64.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 65 };

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
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Options, cancellationToken);
            return JsonElement.Parse(JsonText.Compact(document.RootElement), Options);
        }
        catch (JsonException malformed)
        {
            throw RefusedException.BadRequest($"The request body is no JSON: {malformed.Message}");
        }
    }
}
