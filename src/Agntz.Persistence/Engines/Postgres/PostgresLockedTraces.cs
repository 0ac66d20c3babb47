using Agntz.Persistence.Ingesting;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresLockedTraces(
    PostgresTransaction transaction, DateTimeOffset now, IReadOnlyDictionary<Guid, LockedTrace> traces)
    : ILockedTraces
{
    public DateTimeOffset Now { get; } = now;

    public IReadOnlyDictionary<Guid, LockedTrace> Traces { get; } = traces;

    public Task CommitAsync(IngestedRows rows, CancellationToken cancellationToken) =>
        transaction.CommitAsync(rows.WriteTo, cancellationToken);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
