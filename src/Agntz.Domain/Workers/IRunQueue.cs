using Agntz.Domain.Runs;

namespace Agntz.Domain.Workers;

/// <summary>The runs that wait for a worker. Worker-side: it serves all owners in turn.</summary>
public interface IRunQueue
{
    /// <summary>
    /// Takes waiting runs: owners in turn, from the one after the last one served all round to that one, the oldest runs
    /// of each, so when there were slots left nothing else waits. A run is taken by one
    /// worker at most, whoever else asks at the same time; each claim raises the run's epoch. Takes nothing for an
    /// incarnation that is dead.
    /// </summary>
    /// <returns>In the order they are to be started; empty when nothing waits.</returns>
    Task<IReadOnlyList<ClaimedRun>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>The runs a worker has whose cancellation was accepted, with the mode in force.</summary>
    Task<IReadOnlyList<CancelledRun>> FindCancelledAsync(Guid workerId, CancellationToken cancellationToken);
}

/// <summary>An active run whose cancellation was accepted.</summary>
/// <param name="Run">The run.</param>
/// <param name="Mode">The mode in force.</param>
public readonly record struct CancelledRun(RunId Run, CancelMode Mode)
{
    /// <summary>Whether a newer run of its session takes its place, for which model calls in flight are broken off.</summary>
    public bool IsSuperseded { get; init; }
}
