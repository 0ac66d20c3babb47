namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>What an OAuth token is fetched with.</summary>
/// <param name="TokenUrl">Where.</param>
/// <param name="ClientId">Who asks.</param>
/// <param name="ClientSecret">What proves it.</param>
/// <param name="Scope">What the token is for; null for whatever the server gives.</param>
/// <param name="InBody">Whether id and secret are sent in the body instead of the <c>Authorization</c> header.</param>
/// <param name="CacheTtl">How long a token is used whose answer does not say.</param>
/// <param name="RefreshOn">The statuses after which a new token is fetched, once.</param>
public sealed record ClientCredentials(
    Uri TokenUrl, string ClientId, string ClientSecret, string? Scope, bool InBody, TimeSpan CacheTtl,
    IReadOnlyList<int> RefreshOn)
{
    /// <summary>How long a token is used when nothing says so.</summary>
    public static readonly TimeSpan DefaultTtl = TimeSpan.FromSeconds(3000);
}
