using Agntz.Domain.Execution.Conditions;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents;

/// <summary>One step of a sequence, or one branch of a parallel agent.</summary>
public sealed record Step
{
    /// <summary>The agent that runs.</summary>
    public required AgentUse Agent { get; init; }

    /// <summary>The key under which the output enters the pipeline's state.</summary>
    public required string StateKey { get; init; }

    /// <summary>The input of the agent, made from the pipeline's state; null for the rule of the pipeline's kind.</summary>
    public Mapping? Input { get; init; }

    /// <summary>
    /// Whether it runs, decided over the pipeline's state when its turn comes; null for always. The output of a step
    /// that does not run is null.
    /// </summary>
    public Condition? When { get; init; }
}
