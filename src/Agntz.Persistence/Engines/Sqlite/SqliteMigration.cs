using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>
/// Brings a SQLite file up to this version. The lock on the file is held, so whatever an earlier process left locked
/// is stale, and every earlier incarnation is dead.
/// </summary>
internal sealed class SqliteMigration(SqliteFileLock held, SqliteWriteGate gate, IContexts contexts) : IMigration
{
    private const string FindMigrationLock =
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!held.IsHeld, held);
        await ExecuteAsync(RemoveStaleLock, cancellationToken);
        await using var context = contexts.CreateReading();
        await context.Database.MigrateAsync(cancellationToken);
        await ExecuteAsync(
            connection => connection.Execute("UPDATE workers SET dead = 1 WHERE NOT dead"), cancellationToken);
    }

    private static void RemoveStaleLock(SqliteWriteConnection connection)
    {
        using var command = connection.Connection.CreateCommand();
        command.CommandText = FindMigrationLock;
        if (command.ExecuteScalar() is > 0L)
        {
            connection.Execute("DELETE FROM __EFMigrationsLock");
        }
    }

    private async Task ExecuteAsync(Action<SqliteWriteConnection> act, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        act(turn.Connection);
    }
}
