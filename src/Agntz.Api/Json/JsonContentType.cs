using System.Net.Mime;
using Agntz.Api.Errors;
using Microsoft.Net.Http.Headers;

namespace Agntz.Api.Json;

/// <summary>
/// What a request may say of its body and still have it read as JSON: that it is JSON, that it is some text, what
/// command-line clients say when they are told nothing, or nothing at all.
/// </summary>
internal static class JsonContentType
{
    private static readonly string[] Unsaid =
        [MediaTypeNames.Application.Json, MediaTypeNames.Application.FormUrlEncoded, MediaTypeNames.Application.Octet];

    /// <exception cref="RefusedException">The body is something else by its own word.</exception>
    public static void Check(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && !Is(encoding.ToString(), "identity"))
        {
            throw Refuse($"Content-Encoding '{encoding}'", "Send the body as it is, without compressing it.");
        }

        if (request.ContentType is { Length: > 0 } type && !IsReadable(type))
        {
            throw Refuse($"Content-Type '{type}'", "Send JSON in UTF-8, with 'Content-Type: application/json'.");
        }
    }

    /// <summary>Whether a text of this kind is in UTF-8, also where that is not said.</summary>
    public static bool IsUtf8(MediaTypeHeaderValue media) =>
        media.Charset.Length == 0 || Is(HeaderUtilities.RemoveQuotes(media.Charset).ToString(), "utf-8");

    private static bool IsReadable(string type) =>
        MediaTypeHeaderValue.TryParse(type, out var media)
        && (Unsaid.Contains(media.MediaType.ToString(), StringComparer.OrdinalIgnoreCase)
            || Is(media.Type.ToString(), "text")
            || Is(media.Suffix.ToString(), "json"))
        && IsUtf8(media);

    private static bool Is(string found, string wanted) => found.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static RefusedException Refuse(string found, string advice) => new(Problem.Of(
        StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType,
        $"A body with {found} is not read here. {advice}"));
}
