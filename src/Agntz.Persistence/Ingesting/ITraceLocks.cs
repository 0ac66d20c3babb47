using System.Data.Common;

namespace Agntz.Persistence.Ingesting;

/// <summary>
/// Transactions beside the writer's, over traces whoever writes them. The rows are locked in the order in which every
/// transaction does: active runs, open traces, the rest.
/// </summary>
internal interface ITraceLocks
{
    /// <summary>Begins a transaction, locks the traces and looks which of the spans they have.</summary>
    /// <exception cref="DbException">The database is away, or a lock was not to be had.</exception>
    Task<ILockedTraces> TakeAsync(
        long ownerId, IReadOnlyList<(Guid Trace, long Span)> spans, CancellationToken cancellationToken);

    /// <summary>Reads the database's clock, by which it is known since when a trace is quiet.</summary>
    Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken);

    /// <summary>True when the failure means that somebody else was in the way: the same may go through at once.</summary>
    bool IsContended(DbException failure);

    /// <summary>True when the failure means that a row will never go through.</summary>
    bool IsRefused(DbException failure);
}
