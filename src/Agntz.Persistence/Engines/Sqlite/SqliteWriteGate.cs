namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>
/// The one connection every write of the process goes through, one at a time: SQLite has one writer, and waiting here
/// in line is shorter and fairer than its busy retries.
/// </summary>
internal sealed class SqliteWriteGate(SqliteFile file) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteWriteConnection? _connection;

    /// <summary>Waits for the turn; disposing what comes back passes it on.</summary>
    public async Task<SqliteTurn> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _connection ??= SqliteWriteConnection.Open(file);
            return new SqliteTurn(_connection, _turn);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _turn.Dispose();
    }
}
