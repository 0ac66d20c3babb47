using Agntz.Persistence.Ingesting;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresLockedTraces(
    PostgresTransaction transaction, IReadOnlyDictionary<Guid, LockedTrace> traces) : ILockedTraces
{
    public IReadOnlyDictionary<Guid, LockedTrace> Traces { get; } = traces;

    public Task CommitAsync(IngestedRows rows, CancellationToken cancellationToken) =>
        transaction.CommitAsync(rows.WriteTo, cancellationToken);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
