namespace Agntz.Api.Auth.Tokens;

/// <summary>
/// Which JSON Web Tokens are accepted: those of an OpenID Connect issuer, or those signed with a shared key.
/// </summary>
internal sealed class JwtOptions
{
    /// <summary>The fewest bytes of a shared key: those of the hash it signs with.</summary>
    public const int ShortestSigningKey = 32;

    /// <summary>The OpenID Connect issuer, whose keys are read from its discovery document; null for none.</summary>
    public string? Authority { get; set; }

    /// <summary>
    /// A key of at least 32 characters that tokens are signed with (HS256); null for none, which an empty one is as well.
    /// </summary>
    public string? SigningKey { get; set => field = string.IsNullOrWhiteSpace(value) ? null : value; }

    /// <summary>What the <c>iss</c> of tokens signed with <see cref="SigningKey"/> must be.</summary>
    public string? Issuer { get; set; }

    /// <summary>What their <c>aud</c> must be.</summary>
    public string? Audience { get; set; }

    /// <summary>
    /// Whether the authority may be asked without TLS. Meant for an issuer on this machine.
    /// </summary>
    /// <value>The default is false.</value>
    public bool AllowHttp { get; set; }

    /// <summary>Whether tokens are accepted at all.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Authority) || SigningKey is not null;
}
