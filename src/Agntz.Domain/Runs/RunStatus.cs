namespace Agntz.Domain.Runs;

/// <summary>
/// Where a run stands. Goes from <see cref="Pending"/> to <see cref="Running"/> (and back, when its worker is lost or
/// lets it go), and from either to exactly one of the three ends, where it stays.
/// </summary>
public enum RunStatus
{
    /// <summary>Accepted and kept; no worker has it.</summary>
    Pending,

    /// <summary>A worker has it.</summary>
    Running,

    /// <summary>Ended with a result.</summary>
    Completed,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Ended because somebody asked for it.</summary>
    Cancelled,
}
