using Agntz.Domain.Agents.References;

namespace Agntz.Domain.Agents;

/// <summary>How an agent takes another as its part.</summary>
public abstract record AgentUse
{
    private AgentUse()
    {
    }

    /// <summary>The agent is declared in place.</summary>
    /// <param name="Agent">The agent.</param>
    public sealed record Inline(AgentManifest Agent) : AgentUse;

    /// <summary>The agent is one the owner has, in the version that is found when a run starts.</summary>
    /// <param name="Agent">Which one.</param>
    public sealed record Referenced(AgentReference Agent) : AgentUse;
}
