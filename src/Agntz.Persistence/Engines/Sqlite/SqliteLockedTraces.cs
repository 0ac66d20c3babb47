using Agntz.Persistence.Ingesting;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>The turn of a writer is the lock. It is held until this is disposed.</summary>
internal sealed class SqliteLockedTraces(
    SqliteTurnTransaction transaction, DateTimeOffset now, IReadOnlyDictionary<Guid, LockedTrace> traces)
    : ILockedTraces
{
    public DateTimeOffset Now { get; } = now;

    public IReadOnlyDictionary<Guid, LockedTrace> Traces { get; } = traces;

    public Task CommitAsync(IngestedRows rows, CancellationToken cancellationToken) =>
        transaction.CommitAsync(rows.WriteTo);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
