using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>The turn of a writer is the lock. It is held until this is disposed.</summary>
internal sealed class SqliteLockedRuns : ILockedRuns
{
    private readonly SqliteTurn _turn;
    private bool _open = true;

    private SqliteLockedRuns(SqliteTurn turn, IReadOnlyList<LockedRun> runs)
    {
        _turn = turn;
        Runs = runs;
    }

    public IReadOnlyList<LockedRun> Runs { get; }

    public static SqliteLockedRuns Begin(SqliteTurn turn, Func<IReadOnlyList<LockedRun>> find)
    {
        turn.Connection.Execute("BEGIN IMMEDIATE");
        try
        {
            return new SqliteLockedRuns(turn, find());
        }
        catch
        {
            turn.Connection.RollBack();
            throw;
        }
    }

    public Task<IReadOnlyDictionary<RunKey, IReadOnlyList<OpenSpanRow>>> ReadOpenSpansAsync(
        IReadOnlyList<RunKey> runs, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<RunKey, IReadOnlyList<OpenSpanRow>>>(
            runs.ToDictionary(run => run, run => SqliteOpenSpans.Read(_turn.Connection, run)));

    public Task CommitAsync(FlushRows rows, CancellationToken cancellationToken)
    {
        rows.WriteTo(new SqliteTableWriter(_turn.Connection));
        _turn.Connection.Execute("COMMIT");
        _open = false;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (_open)
        {
            _turn.Connection.RollBack();
        }

        _turn.Dispose();
        return ValueTask.CompletedTask;
    }
}
