using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Tools;

/// <summary>One tool of an MCP server, as an agent offers it to its model.</summary>
public sealed record McpToolChoice
{
    /// <summary>The tool, as the server names it.</summary>
    public required DeclaredName Tool { get; init; }

    /// <summary>What its name is for the model, behind that of the server; null for the server's own.</summary>
    public string? Name { get; init; }

    /// <summary>What it does, for the model; null for what the server says.</summary>
    public string? Description { get; init; }

    /// <summary>Arguments the model does not choose and does not see; null for none.</summary>
    public Mapping? Pinned { get; init; }

    /// <summary>The secrets its pinned arguments need, each once.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
