using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Tools;

/// <summary>A token that is fetched with OAuth's client credentials grant, and sent as <c>Authorization: Bearer</c>.</summary>
public sealed record ClientCredentialsDeclaration
{
    /// <summary>Where tokens are fetched.</summary>
    public required Template TokenUrl { get; init; }

    /// <summary>Who asks.</summary>
    public required Template ClientId { get; init; }

    /// <summary>What proves it.</summary>
    public required Template ClientSecret { get; init; }

    /// <summary>What the token is for; null for whatever the server gives.</summary>
    public Template? Scope { get; init; }

    /// <summary>Whether id and secret are sent in the body instead of the <c>Authorization</c> header.</summary>
    public bool CredentialsInBody { get; init; }

    /// <summary>How long a token is used whose answer does not say; null for 3000 seconds.</summary>
    public TimeSpan? CacheTtl { get; init; }

    /// <summary>The statuses after which a new token is fetched, once.</summary>
    public IReadOnlyList<int> RefreshOn { get; init; } = [401];
}
