using System.ComponentModel.DataAnnotations;
using Agntz.Domain.Execution.Budgets;

namespace Agntz.Api.Workers;

/// <summary>The most one run may make; each is what <see cref="RunLimits"/> says of it.</summary>
internal sealed class LimitOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Limits";

    private const int KiB = 1024;

    /// <summary>Executions of agents, however they are nested.</summary>
    /// <value>The default is 100,000.</value>
    [Range(1, int.MaxValue)]
    public int MaxExecutions { get; set; } = RunLimits.Default.MaxExecutions;

    /// <summary>Spans.</summary>
    /// <value>The default is 200,000.</value>
    [Range(1, int.MaxValue)]
    public int MaxSpans { get; set; } = RunLimits.Default.MaxSpans;

    /// <summary>Steps and branches that were looked at, skipped ones included.</summary>
    /// <value>The default is 5,000,000.</value>
    [Range(1, int.MaxValue)]
    public int MaxSteps { get; set; } = RunLimits.Default.MaxSteps;

    /// <summary>Bytes of a rendered text, a mapped value, a state, an answer of a model, and the result.</summary>
    /// <value>The default is a quarter of the default of <see cref="MaxHeldBytes"/>: 4 to 16 MiB.</value>
    [Range(KiB, int.MaxValue)]
    public int? MaxOutputBytes { get; set; }

    /// <summary>Bytes of everything the agents of a run hold in memory at a time.</summary>
    /// <value>The default is a sixteenth of the memory that the process may have: 16 to 64 MiB.</value>
    [Range(KiB, int.MaxValue)]
    public int? MaxHeldBytes { get; set; }

    /// <summary>Bytes of changes that are not committed yet.</summary>
    /// <value>The default is 1 MiB.</value>
    [Range(KiB, int.MaxValue)]
    public int MaxPendingBytes { get; set; } = RunLimits.Default.MaxPendingBytes;

    /// <summary>Branches of parallel agents under way at a time.</summary>
    /// <value>The default is 256.</value>
    [Range(1, int.MaxValue)]
    public int MaxConcurrentBranches { get; set; } = RunLimits.Default.MaxConcurrentBranches;

    /// <summary>Calls of tools and agents that models asked for under way at a time.</summary>
    /// <value>The default is 32.</value>
    [Range(1, int.MaxValue)]
    public int MaxConcurrentCalls { get; set; } = RunLimits.Default.MaxConcurrentCalls;

    /// <summary>The limits as runs are executed with them.</summary>
    /// <param name="memory">Bytes of memory that the process may have.</param>
    public RunLimits ToLimits(long memory)
    {
        var defaults = RunLimits.ForMemory(memory);
        return defaults with
        {
            MaxExecutions = MaxExecutions,
            MaxSpans = MaxSpans,
            MaxSteps = MaxSteps,
            MaxOutputBytes = MaxOutputBytes ?? defaults.MaxOutputBytes,
            MaxHeldBytes = MaxHeldBytes ?? defaults.MaxHeldBytes,
            MaxPendingBytes = MaxPendingBytes,
            MaxConcurrentBranches = MaxConcurrentBranches,
            MaxConcurrentCalls = MaxConcurrentCalls,
        };
    }
}
