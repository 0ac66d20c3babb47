using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents;

/// <summary>An agent made of other agents.</summary>
public abstract record PipelineManifest : AgentManifest
{
    private protected PipelineManifest()
    {
    }

    /// <summary>The agents it runs, in the order of the manifest; never empty.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>How the result is made from the state; null for the rule of the kind.</summary>
    public Mapping? Output { get; init; }
}
