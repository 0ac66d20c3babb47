namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>
/// Keeps every other process off the file for as long as this one lives. The operating system lets go of it when the
/// process dies, however it dies.
/// </summary>
internal sealed class SqliteFileLock : IDisposable
{
    private readonly FileStream _held;

    /// <exception cref="InvalidOperationException">Another process uses the file.</exception>
    public SqliteFileLock(SqliteFile file)
    {
        var path = file.FullPath + ".lock";
        try
        {
            _held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new InvalidOperationException(
                $"Another process uses the database '{file.FullPath}' (its lock is '{path}'). SQLite serves one "
                + "process: stop the other one, give this one another file with ConnectionStrings__Agntz=\"Data "
                + "Source=other.db\", or share a PostgreSQL database with Storage__Provider=Postgres.",
                failure);
        }
    }

    /// <summary>True until the lock is disposed.</summary>
    public bool IsHeld => _held.CanRead;

    public void Dispose() => _held.Dispose();
}
