namespace Agntz.Domain.Agents;

/// <summary>Steps that run one after the other. Without an output mapping its result is that of the last step.</summary>
public sealed record SequentialManifest : PipelineManifest
{
    /// <inheritdoc/>
    public override AgentKind Kind => AgentKind.Sequential;
}
