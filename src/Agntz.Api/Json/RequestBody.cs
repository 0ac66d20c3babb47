using System.Text.Json;
using Agntz.Api.Errors;

namespace Agntz.Api.Json;

/// <summary>Reads request bodies.</summary>
internal static class RequestBody
{
    /// <summary>
    /// The body as a JSON object, by whatever content type that does not speak against it: without white space between
    /// its tokens, and with half characters, which no text can hold, replaced by U+FFFD.
    /// </summary>
    /// <exception cref="RefusedException">It is something else.</exception>
    public static async Task<JsonElement> ReadObjectAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        JsonContentType.Check(request);
        var bodies = request.HttpContext.RequestServices.GetRequiredService<RequestBodies>();
        var body = await bodies.ReadAsync(request, cancellationToken);
        return body.ValueKind is JsonValueKind.Object
            ? body
            : throw RefusedException.BadRequest($"The request body must be a JSON object, found {body.ValueKind}.");
    }

    /// <summary>A field that is a string; null when it is missing or something else.</summary>
    public static string? FindText(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
