using System.Data.Common;
using Agntz.Persistence.Writing;

namespace Agntz.Persistence.Locking;

/// <summary>
/// Transactions beside the writer's, over runs whoever has them. A run's row is locked first, as the writer does, so
/// one of the two waits and then finds what the other has done.
/// </summary>
internal interface IRunLocks
{
    /// <summary>Begins a transaction and locks what is asked for.</summary>
    /// <exception cref="DbException">The database is away, or the lock was not to be had.</exception>
    Task<ILockedRuns> TakeAsync(RunsToLock wanted, CancellationToken cancellationToken);

    /// <summary>The runs a worker has, without locking them.</summary>
    Task<IReadOnlyList<RunKey>> FindHeldAsync(Guid workerId, CancellationToken cancellationToken);

    /// <summary>
    /// Lets runs be claimed that no older run of their session keeps waiting any more, at most so many. Whoever ends a run
    /// does that for the next one; this is for what was missed.
    /// </summary>
    /// <returns>How many.</returns>
    Task<int> ReadyAsync(int limit, CancellationToken cancellationToken);

    /// <summary>True when the failure means that somebody else was in the way: the same may go through at once.</summary>
    bool IsContended(DbException failure);
}
