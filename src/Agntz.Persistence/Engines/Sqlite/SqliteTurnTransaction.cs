using Agntz.Persistence.Writing.Tables;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>
/// A transaction that is open for as long as the turn of its writer. Disposing it undoes what was not committed, and
/// passes the turn on.
/// </summary>
internal sealed class SqliteTurnTransaction : IAsyncDisposable
{
    private readonly SqliteTurn _turn;
    private bool _open = true;

    private SqliteTurnTransaction(SqliteTurn turn) => _turn = turn;

    public SqliteWriteConnection Connection => _turn.Connection;

    /// <summary>Waits for the turn, begins, and reads what the transaction is about.</summary>
    /// <param name="gate">Where the turn is waited for.</param>
    /// <param name="read">Makes of the transaction what its caller disposes; when it throws, nothing is held.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<T> BeginAsync<T>(
        SqliteWriteGate gate, Func<SqliteTurnTransaction, T> read, CancellationToken cancellationToken)
    {
        var turn = await gate.EnterAsync(cancellationToken);
        try
        {
            return Begin(turn, read);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Writes and commits.</summary>
    public Task CommitAsync(Action<ITableWriter> write)
    {
        write(new SqliteTableWriter(Connection));
        Connection.Execute("COMMIT");
        _open = false;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (_open)
        {
            Connection.RollBack();
        }

        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private static T Begin<T>(SqliteTurn turn, Func<SqliteTurnTransaction, T> read)
    {
        turn.Connection.Execute("BEGIN IMMEDIATE");
        try
        {
            return read(new SqliteTurnTransaction(turn));
        }
        catch
        {
            turn.Connection.RollBack();
            throw;
        }
    }
}
