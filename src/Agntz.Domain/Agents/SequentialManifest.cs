using Agntz.Domain.Execution.Conditions;

namespace Agntz.Domain.Agents;

/// <summary>Steps that run one after the other. Without an output mapping its result is that of the last step.</summary>
public sealed record SequentialManifest : PipelineManifest
{
    /// <summary>
    /// Decided over the state after each pass of the steps: they run again until it holds. Null for a single pass.
    /// </summary>
    public Condition? Until { get; init; }

    /// <summary>The most passes before the run fails; at least 1, and 1 without <see cref="Until"/>.</summary>
    public int MaxIterations { get; init; } = 1;

    /// <inheritdoc/>
    public override AgentKind Kind => AgentKind.Sequential;
}
