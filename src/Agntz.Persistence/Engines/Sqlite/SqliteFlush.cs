using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>A flush on SQLite. Holds the writers' turn until it is disposed.</summary>
internal sealed class SqliteFlush : IFlush
{
    private readonly SqliteTurn _turn;
    private bool _open = true;

    private SqliteFlush(SqliteTurn turn, FlushOpening opening)
    {
        _turn = turn;
        Opening = opening;
    }

    public FlushOpening Opening { get; }

    public static SqliteFlush Begin(SqliteTurn turn, Guid process, FlushQuestions questions)
    {
        turn.Connection.Execute("BEGIN IMMEDIATE");
        try
        {
            return new SqliteFlush(turn, new SqliteFlushOpening(turn.Connection).Open(process, questions));
        }
        catch
        {
            turn.Connection.RollBack();
            throw;
        }
    }

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
