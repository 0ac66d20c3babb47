using System.Text.Json;
using Agntz.Api.Errors;

namespace Agntz.Api.Json;

/// <summary>Reads request bodies.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };

    /// <summary>The body as a JSON object, whatever content type it claims to have.</summary>
    /// <exception cref="RefusedException">It is something else.</exception>
    public static async Task<JsonElement> ReadObjectAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, cancellationToken);
        return body.ValueKind is JsonValueKind.Object
            ? body
            : throw RefusedException.BadRequest($"The request body must be a JSON object, found {body.ValueKind}.");
    }

    private static async Task<JsonElement> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Options, cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException malformed)
        {
            throw RefusedException.BadRequest($"The request body is no JSON: {malformed.Message}");
        }
    }
}
