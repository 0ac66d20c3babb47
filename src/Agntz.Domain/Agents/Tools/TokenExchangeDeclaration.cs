using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Tools;

/// <summary>A token that is fetched, found and sent in ways the manifest spells out.</summary>
public sealed record TokenExchangeDeclaration : HttpAuthDeclaration
{
    /// <summary>The method tokens are fetched with, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Where tokens are fetched.</summary>
    public required Template Url { get; init; }

    /// <summary>The headers of that request, in the order of the manifest.</summary>
    public IReadOnlyList<(string Name, Template Value)> Headers { get; init; } = [];

    /// <summary>What that request sends; null for nothing.</summary>
    public Mapping? Body { get; init; }

    /// <summary>How <see cref="Body"/> is sent.</summary>
    public HttpBodyType BodyType { get; init; }

    /// <summary>Where the token stands in the answer.</summary>
    public required TokenPlace Place { get; init; }

    /// <summary>How the token is sent.</summary>
    public required TokenUse Use { get; init; }
}
