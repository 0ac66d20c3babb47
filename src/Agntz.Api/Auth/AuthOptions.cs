using Agntz.Api.Auth.Tokens;

namespace Agntz.Api.Auth;

/// <summary>Who may come in.</summary>
internal sealed class AuthOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Auth";

    /// <summary>
    /// A key of the owner <c>local</c>, given by configuration instead of made on first start. Must begin with
    /// <c>ar_live_</c>; an empty one is none.
    /// </summary>
    /// <value>The default is none.</value>
    public string? BootstrapApiKey { get; set => field = string.IsNullOrWhiteSpace(value) ? null : value; }

    /// <summary>Which JSON Web Tokens are accepted.</summary>
    /// <value>The default is none at all.</value>
    public JwtOptions Jwt { get; set; } = new();
}
