using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Tools;

/// <summary>A server that speaks the Model Context Protocol, and what it is told with every request.</summary>
public sealed record McpServerDeclaration
{
    /// <summary>Where it is.</summary>
    public required Uri Url { get; init; }

    /// <summary>Where it is named in the manifest, in dots and brackets.</summary>
    public required string Path { get; init; }

    /// <summary>The headers, in the order of the manifest.</summary>
    public IReadOnlyList<(string Name, Template Value)> Headers { get; init; } = [];

    /// <summary>The secrets its headers need, each once.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
