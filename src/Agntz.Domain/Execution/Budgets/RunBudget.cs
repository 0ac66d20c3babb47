using System.Globalization;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Budgets;

/// <summary>
/// The limits of one run and how much of each it has used. A run that another worker goes on with is counted anew while
/// it is replayed, in the same places. A limit that was exceeded once ends the run at every place that asks from then on.
/// Safe for concurrent branches.
/// </summary>
internal sealed class RunBudget(RunLimits limits)
{
    private readonly Lock _lock = new();
    private RunMade _made = RunMade.Execution;
    private long _held;
    private long _resultBytes;
    private volatile RunError? _exceeded;

    public RunLimits Limits { get; } = limits;

    /// <summary>The branches of parallel agents.</summary>
    public Lanes Branches { get; } = new(limits.MaxConcurrentBranches);

    /// <summary>The calls of tools and agents that models asked for.</summary>
    public Lanes Calls { get; } = new(limits.MaxConcurrentCalls);

    /// <summary>The first limit that was exceeded, as the run fails with it; null while none is.</summary>
    public RunError? Exceeded => _exceeded;

    /// <exception cref="RunFailedException">A limit was exceeded.</exception>
    public void ThrowIfExceeded()
    {
        if (_exceeded is { } error)
        {
            throw new RunFailedException(error);
        }
    }

    /// <summary>Counts what the run makes.</summary>
    /// <exception cref="RunFailedException">It is more than a run may make.</exception>
    public void Count(RunMade made)
    {
        ThrowIfExceeded();
        RunMade all;
        lock (_lock)
        {
            all = _made += made;
        }

        if (all.Executions > Limits.MaxExecutions)
        {
            throw TooMany("executions of agents,", Limits.MaxExecutions, nameof(RunLimits.MaxExecutions));
        }

        if (all.Spans > Limits.MaxSpans)
        {
            throw TooMany("spans,", Limits.MaxSpans, nameof(RunLimits.MaxSpans));
        }

        if (all.Steps > Limits.MaxSteps)
        {
            throw TooMany("steps and branches, skipped ones included,", Limits.MaxSteps, nameof(RunLimits.MaxSteps));
        }
    }

    /// <summary>Counts a call of a tool, which the run's result will hold.</summary>
    /// <exception cref="RunFailedException">The result would be too large.</exception>
    public void CountInResult(ToolRequest request, ToolResult result) => CheckResult(
        Interlocked.Add(ref _resultBytes, JsonSize.Of(request.Arguments) + JsonSize.Of(result.Value)));

    /// <summary>Refuses a result that is too large before it is written.</summary>
    /// <param name="output">The root agent's output and state.</param>
    /// <exception cref="RunFailedException">The result would be too large.</exception>
    public void CheckResult(AgentOutput output) =>
        CheckResult(Interlocked.Read(ref _resultBytes) + JsonSize.Of(output.Value) + output.State.Bytes);

    /// <summary>Refuses one text, value or answer that is too large.</summary>
    /// <param name="bytes">Its size, or what is known of it by now.</param>
    /// <param name="name">The thing it is, as the subject of a sentence.</param>
    /// <exception cref="RunFailedException">It is too large.</exception>
    public void CheckOutput(long bytes, string name)
    {
        if (bytes > Limits.MaxOutputBytes)
        {
            throw TooLarge(name, Limits.MaxOutputBytes, nameof(RunLimits.MaxOutputBytes));
        }
    }

    /// <summary>Counts what agents hold in memory; a negative number is let go of.</summary>
    /// <exception cref="RunFailedException">The agents of the run hold too much.</exception>
    public void Hold(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) > Limits.MaxHeldBytes && bytes > 0)
        {
            throw TooLarge("All that the agents of the run hold at a time, their states, inputs, prompts and answers,",
                Limits.MaxHeldBytes, nameof(RunLimits.MaxHeldBytes));
        }
    }

    private void CheckResult(long bytes) => CheckOutput(bytes, "The result of the run, with all its calls of tools,");

    private RunFailedException TooMany(string what, long limit, string option) => Exceed(new RunError(
        string.Create(CultureInfo.InvariantCulture, $"The run made more than {limit} {what} the most one run may make. ")
        + "Look for a loop, or for agents that call each other, without an end; or raise the server's "
        + $"Limits__{option}.",
        RunErrorCodes.RunTooLarge));

    private RunFailedException TooLarge(string name, long limit, string option) => Exceed(new RunError(
        string.Create(CultureInfo.InvariantCulture, $"{name} came to more than {limit} bytes, the most there may be. ")
        + $"Let steps pass on less of what they were given; or raise the server's Limits__{option}.",
        RunErrorCodes.OutputTooLarge));

    private RunFailedException Exceed(RunError error) =>
        new(Interlocked.CompareExchange(ref _exceeded, error, null) ?? error);
}
