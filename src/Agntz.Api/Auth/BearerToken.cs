namespace Agntz.Api.Auth;

/// <summary>Reads the token of a request.</summary>
internal static class BearerToken
{
    private const string Prefix = "Bearer ";

    /// <summary>The token; null when the request carries none.</summary>
    public static string? Read(HttpRequest request)
    {
        string? header = request.Headers.Authorization;
        return header?.StartsWith(Prefix, StringComparison.Ordinal) is true && header.AsSpan(Prefix.Length).Trim() is { Length: > 0 } token
            ? token.ToString()
            : null;
    }
}
