using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>A flush on SQLite. Holds the writers' turn until it is disposed.</summary>
internal sealed class SqliteFlush(SqliteTurnTransaction transaction, FlushOpening opening) : IFlush
{
    public FlushOpening Opening { get; } = opening;

    public Task CommitAsync(FlushRows rows, CancellationToken cancellationToken) =>
        transaction.CommitAsync(rows.WriteTo);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
