using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>The turn of a writer is the lock. It is held until this is disposed.</summary>
internal sealed class SqliteLockedRuns(
    SqliteTurnTransaction transaction, IReadOnlyList<LockedRun> runs, RunPage? next) : ILockedRuns
{
    public IReadOnlyList<LockedRun> Runs { get; } = runs;

    public RunPage? Next { get; } = next;

    public Task<IReadOnlyDictionary<RunKey, IReadOnlyList<OpenSpanRow>>> ReadOpenSpansAsync(
        IReadOnlyList<RunKey> runs, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<RunKey, IReadOnlyList<OpenSpanRow>>>(
            runs.ToDictionary(run => run, run => SqliteOpenSpans.Read(transaction.Connection, run)));

    public Task CommitAsync(FlushRows rows, CancellationToken cancellationToken) =>
        transaction.CommitAsync(rows.WriteTo);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
