using Agntz.Domain.Execution.Schemas;
using Agntz.Domain.Retention;

namespace Agntz.Domain.Agents;

/// <summary>
/// An agent as its YAML declares it, read and checked. Immutable, and shared by every run that uses it.
/// </summary>
public abstract record AgentManifest
{
    private protected AgentManifest()
    {
    }

    /// <summary>The agent's id; never empty.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown to people; null when the manifest has none.</summary>
    public string? Name { get; init; }

    /// <summary>What the agent is for; null when the manifest does not say.</summary>
    public string? Description { get; init; }

    /// <summary>What the input must look like; null when anything is accepted.</summary>
    public JsonSchema? InputSchema { get; init; }

    /// <summary>The key under which a parent pipeline stores this agent's output; null for the id in camel case.</summary>
    public string? StateKey { get; init; }

    /// <summary>How long one execution of the agent may take; null when it has no limit of its own.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// What is kept of runs of this agent, where it is run itself; null when the manifest does not say. A request may ask
    /// for less.
    /// </summary>
    public RetentionChoice? Retention { get; init; }

    /// <summary>What the agent is made of.</summary>
    public abstract AgentKind Kind { get; }
}
