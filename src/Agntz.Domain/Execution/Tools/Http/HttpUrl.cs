namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>What a request can be sent to.</summary>
internal static class HttpUrl
{
    /// <exception cref="ToolException">It is none. It may hold a secret, so the message does not repeat it.</exception>
    public static Uri Of(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var location) && location.Scheme is "http" or "https"
            ? location
            : throw new ToolException("The URL of the tool is none after its placeholders were filled.");

    /// <summary>With more in its query.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="query">Encoded pairs; null or empty for no more.</param>
    public static string WithQuery(string url, string? query) => string.IsNullOrEmpty(query)
        ? url
        : url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query;
}
