using System.Data.Common;
using Agntz.Persistence.Ingesting;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresTraceLocks(PostgresSources sources) : ITraceLocks
{
    public async Task<ILockedTraces> TakeAsync(
        long ownerId, IReadOnlyList<(Guid Trace, long Span)> spans, CancellationToken cancellationToken)
    {
        var traces = spans.Select(span => span.Trace).Distinct()
            .ToDictionary(id => id, id => new LockedTrace { Id = id });
        return await PostgresTransaction.LockAsync(
            sources.Writing,
            batch => TraceLockCommands.AddTo(batch, ownerId, [.. traces.Keys], spans),
            async (transaction, reader) =>
            {
                var now = await TraceLockReader.ReadAsync(reader, ownerId, traces, cancellationToken);
                return new PostgresLockedTraces(transaction, now, traces);
            },
            cancellationToken);
    }

    public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => sources.Reading.QueryAsync(
        Statement.Of(TraceLockCommands.Clock),
        async reader =>
        {
            await reader.ReadAsync(cancellationToken);
            return reader.GetFieldValue<DateTimeOffset>(0);
        },
        cancellationToken);

    // A key that is there already was put there since it was looked for: the same trace or span, sent twice at once.
    public bool IsContended(DbException failure) =>
        PostgresFailures.IsContended(failure) || PostgresFailures.IsDuplicate(failure);

    public bool IsRefused(DbException failure) => PostgresFailures.IsRefused(failure) && !IsContended(failure);
}
