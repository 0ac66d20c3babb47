namespace Agntz.Domain.Execution.Budgets;

/// <summary>
/// The most one run may make, so that no run takes more of its process than the runs beside it can spare. What is
/// counted and exceeded ends the run; what is bounded at a time makes it wait.
/// </summary>
public sealed record RunLimits
{
    private const int MiB = 1024 * 1024;
    private const int MostHeldBytes = 64 * MiB;
    private const int LeastHeldBytes = 16 * MiB;
    private const int OutputsHeld = 4;

    // What a run holds is in memory some four times while it is worked on: as text, as it is written, as it is read.
    private const int RunsInMemory = 16;

    /// <summary>Limits that no pipeline somebody wrote by hand meets.</summary>
    public static RunLimits Default { get; } = new();

    /// <summary>Executions of agents, however they are nested.</summary>
    public int MaxExecutions { get; init; } = 100_000;

    /// <summary>Spans: one for each execution of an agent and each try of a call.</summary>
    public int MaxSpans { get; init; } = 200_000;

    /// <summary>Steps and branches that were looked at, skipped ones included.</summary>
    public int MaxSteps { get; init; } = 5_000_000;

    /// <summary>
    /// Bytes of one rendered text or mapped value, of the state of one agent, of one answer of a model, and of the
    /// run's result with all calls of tools in it.
    /// </summary>
    public int MaxOutputBytes { get; init; } = MostHeldBytes / OutputsHeld;

    /// <summary>Bytes of everything that the agents of the run hold in memory at a time.</summary>
    public int MaxHeldBytes { get; init; } = MostHeldBytes;

    /// <summary>Bytes of changes that are not committed yet; beyond that the run waits for their commit.</summary>
    public int MaxPendingBytes { get; init; } = MiB;

    /// <summary>Branches of parallel agents under way at a time; others wait for their turn.</summary>
    public int MaxConcurrentBranches { get; init; } = 256;

    /// <summary>Calls of tools and agents that models asked for under way at a time; others wait for their turn.</summary>
    public int MaxConcurrentCalls { get; init; } = 32;

    /// <summary>The default limits in a process of some size: a run of a small one holds less, so that it lives.</summary>
    /// <param name="memory">Bytes of memory that the process may have.</param>
    public static RunLimits ForMemory(long memory)
    {
        var held = (int)Math.Clamp(memory / RunsInMemory, LeastHeldBytes, MostHeldBytes);
        return new RunLimits { MaxHeldBytes = held, MaxOutputBytes = held / OutputsHeld };
    }
}
