using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>A flush on PostgreSQL.</summary>
internal sealed class PostgresFlush(PostgresTransaction transaction, FlushOpening opening) : IFlush
{
    public FlushOpening Opening { get; } = opening;

    public Task CommitAsync(FlushRows rows, CancellationToken cancellationToken) =>
        transaction.CommitAsync(rows.WriteTo, cancellationToken);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
