namespace Agntz.Api.Auth;

/// <summary>Which JSON Web Tokens are accepted.</summary>
internal sealed class JwtOptions
{
    /// <summary>The OpenID Connect issuer whose tokens are accepted; null for none.</summary>
    public string? Authority { get; set; }

    /// <summary>What their <c>aud</c> must be.</summary>
    public string? Audience { get; set; }

    /// <summary>Whether tokens are accepted at all.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Authority);
}
