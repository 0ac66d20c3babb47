using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresLockedRuns(
    PostgresTransaction transaction, IReadOnlyList<LockedRun> runs, RunPage? next) : ILockedRuns
{
    public IReadOnlyList<LockedRun> Runs { get; } = runs;

    public RunPage? Next { get; } = next;

    public async Task<IReadOnlyDictionary<RunKey, IReadOnlyList<OpenSpanRow>>> ReadOpenSpansAsync(
        IReadOnlyList<RunKey> runs, CancellationToken cancellationToken)
    {
        if (runs.Count == 0)
        {
            return new Dictionary<RunKey, IReadOnlyList<OpenSpanRow>>();
        }

        await using var batch = transaction.Connection.CreateBatch();
        OpenSpansCommand.AddTo(batch, runs, []);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await OpenSpansCommand.ReadAsync(reader, cancellationToken);
    }

    public Task CommitAsync(FlushRows rows, CancellationToken cancellationToken) =>
        transaction.CommitAsync(rows.WriteTo, cancellationToken);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
