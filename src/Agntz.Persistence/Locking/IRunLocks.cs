using System.Data.Common;

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

    /// <summary>True when the failure means that somebody else was in the way: the same may go through at once.</summary>
    bool IsContended(DbException failure);
}
