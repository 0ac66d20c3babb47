using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution;

/// <summary>Where one execution of an agent happens.</summary>
/// <param name="Span">The <c>agent.invoke</c> span everything it does hangs under.</param>
/// <param name="Path">Its place in the execution tree.</param>
/// <param name="Scope">The branches it is part of.</param>
internal sealed record Invocation(SpanId Span, StepPath Path, BranchScope Scope)
{
    /// <summary>How long it may take.</summary>
    public InvocationLimit Limit { get; init; } = InvocationLimit.None;
}
