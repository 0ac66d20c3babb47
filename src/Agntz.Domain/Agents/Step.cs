using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents;

/// <summary>One step of a sequence, or one branch of a parallel agent.</summary>
public sealed record Step
{
    /// <summary>The agent that runs.</summary>
    public required AgentManifest Agent { get; init; }

    /// <summary>The key under which the output enters the pipeline's state.</summary>
    public required string StateKey { get; init; }

    /// <summary>The input of the agent, made from the pipeline's state; null for the rule of the pipeline's kind.</summary>
    public Mapping? Input { get; init; }
}
