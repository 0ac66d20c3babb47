namespace Agntz.Domain.Agents;

/// <summary>
/// Branches that run at the same time. Without an output mapping its result is an object of every branch's output.
/// </summary>
public sealed record ParallelManifest : PipelineManifest
{
    /// <inheritdoc/>
    public override AgentKind Kind => AgentKind.Parallel;
}
