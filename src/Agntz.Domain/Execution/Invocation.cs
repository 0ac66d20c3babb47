using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution;

/// <summary>Where one execution of an agent happens.</summary>
/// <param name="Span">The <c>agent.invoke</c> span everything it does hangs under.</param>
/// <param name="Path">Its place in the execution tree.</param>
/// <param name="Scope">The branches it is part of.</param>
/// <param name="Depth">How many executions it is within; 0 for the root.</param>
internal sealed record Invocation(SpanId Span, StepPath Path, BranchScope Scope, int Depth = 0)
{
    private const int MaxDepth = 32;

    /// <summary>How long it may take.</summary>
    public InvocationLimit Limit { get; init; } = InvocationLimit.None;

    /// <summary>Where it is counted beside the run's totals; null within no agent that was called as a tool.</summary>
    public InvocationTally? Tally { get; init; }

    /// <summary>The place of an execution within this one.</summary>
    /// <exception cref="RunFailedException">Agents may not be nested any deeper.</exception>
    public Invocation Deeper() => Depth < MaxDepth
        ? this with { Depth = Depth + 1 }
        : throw new RunFailedException(new RunError(
            $"Agents may be nested {MaxDepth} deep at most. Look for agents that refer to each other without an end.",
            RunErrorCodes.MaxRecursionDepth));
}
