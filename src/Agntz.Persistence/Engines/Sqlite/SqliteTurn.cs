namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>The turn of one writer. Ends when it is disposed.</summary>
internal sealed class SqliteTurn(SqliteWriteConnection connection, SemaphoreSlim turn) : IDisposable
{
    public SqliteWriteConnection Connection { get; } = connection;

    public void Dispose() => turn.Release();
}
