namespace Agntz.Domain.Agents.Tools;

/// <summary>Where the answer of a token server has the token.</summary>
/// <param name="IsText">Whether the whole answer is the token. The paths mean nothing then.</param>
/// <param name="TokenPath">The token within JSON: names of members, or indexes, with dots between.</param>
/// <param name="ExpiresPath">The seconds it lasts, likewise; an answer need not have them.</param>
public sealed record TokenPlace(
    bool IsText = false, string TokenPath = TokenPlace.DefaultToken, string ExpiresPath = TokenPlace.DefaultExpires)
{
    /// <summary>Where OAuth has the token.</summary>
    public const string DefaultToken = "access_token";

    /// <summary>Where OAuth says how long it lasts.</summary>
    public const string DefaultExpires = "expires_in";
}
