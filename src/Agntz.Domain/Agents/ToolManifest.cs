using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents;

/// <summary>An agent that calls one tool, without a model.</summary>
public sealed record ToolManifest : AgentManifest
{
    /// <summary>What the tool is; it stands for exactly one.</summary>
    public required ToolDeclaration Tool { get; init; }

    /// <summary>What the tool is called with, made from the agent's state; null for no arguments.</summary>
    public Mapping? Params { get; init; }

    /// <inheritdoc/>
    public override AgentKind Kind => AgentKind.Tool;
}
