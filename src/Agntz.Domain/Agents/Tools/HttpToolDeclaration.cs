using Agntz.Domain.Execution.Templates;
using Agntz.Domain.Execution.Tools.Http;

namespace Agntz.Domain.Agents.Tools;

/// <summary>A tool that is one request to a server.</summary>
public sealed record HttpToolDeclaration : ToolDeclaration
{
    /// <summary>Its name; models know it as <c>http__name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, for the model; null when nothing is said.</summary>
    public string? Description { get; init; }

    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Where the request goes.</summary>
    public required UrlTemplate Url { get; init; }

    /// <summary>Values of placeholders that the caller does not choose; by name.</summary>
    public IReadOnlyDictionary<string, Template> Pinned { get; init; } = new Dictionary<string, Template>();

    /// <summary>The headers, in the order of the manifest.</summary>
    public IReadOnlyList<(string Name, Template Value)> Headers { get; init; } = [];

    /// <summary>What is sent; null for nothing.</summary>
    public Mapping? Body { get; init; }

    /// <summary>How <see cref="Body"/> is sent.</summary>
    public HttpBodyType BodyType { get; init; }

    /// <summary>How the request is authorized beside its headers; null for not at all.</summary>
    public HttpAuthDeclaration? Auth { get; init; }

    /// <summary>The secrets it needs, each once.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
