using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Tools;

/// <summary>A token that is fetched with OAuth's client credentials grant, and sent as <c>Authorization: Bearer</c>.</summary>
public sealed record ClientCredentialsDeclaration : HttpAuthDeclaration
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
}
