using Agntz.Domain.Runs;

namespace Agntz.Domain.Workers;

/// <summary>The runs that wait for a worker. Worker-side: it serves all owners in turn.</summary>
public interface IRunQueue
{
    /// <summary>
    /// Takes waiting runs: owners in turn after the last one served, the oldest runs of each. A run is taken by one
    /// worker at most, whoever else asks at the same time; each claim raises the run's epoch. Takes nothing for an
    /// incarnation that is dead.
    /// </summary>
    /// <returns>In the order they are to be started; empty when nothing waits.</returns>
    Task<IReadOnlyList<ClaimedRun>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>The runs a worker has whose cancellation was accepted, with the mode in force.</summary>
    Task<IReadOnlyList<(RunId Run, CancelMode Mode)>> FindCancelledAsync(
        Guid workerId, CancellationToken cancellationToken);
}
