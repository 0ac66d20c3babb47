namespace Agntz.Domain.Owners;

/// <summary>The authenticated user everything belongs to. Every port takes one, and sees nothing of any other.</summary>
/// <param name="Id">The number that leads every key of owned rows.</param>
/// <param name="Issuer">Who vouches for the subject: <c>agntz</c> for API keys, else the token's issuer.</param>
/// <param name="Subject">The user's name with its issuer; shown as <c>userId</c> and <c>ownerId</c>.</param>
public sealed record Owner(long Id, string Issuer, string Subject)
{
    /// <summary>The issuer of owners that come in with API keys.</summary>
    public const string ApiKeyIssuer = "agntz";

    /// <summary>The subject of the owner an installation begins with.</summary>
    public const string LocalSubject = "local";

    /// <summary>Whether this is the owner an installation begins with: whoever runs it.</summary>
    public bool IsLocal => Issuer == ApiKeyIssuer && Subject == LocalSubject;
}
