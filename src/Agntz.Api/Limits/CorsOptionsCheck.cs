using Microsoft.Extensions.Options;

namespace Agntz.Api.Limits;

/// <summary>Says which origin is none.</summary>
internal sealed class CorsOptionsCheck : IValidateOptions<CorsOptions>
{
    public ValidateOptionsResult Validate(string? name, CorsOptions options)
    {
        var wrong = options.AllowedOrigins.Where(origin => !IsOrigin(origin)).ToList();
        return wrong.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(origin =>
                $"Cors:AllowedOrigins has '{origin}'. An origin is a scheme, a host, perhaps a port, and nothing behind "
                + "it, like 'https://app.example.com'. Set Cors__AllowedOrigins__<n> to such a one."));
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
