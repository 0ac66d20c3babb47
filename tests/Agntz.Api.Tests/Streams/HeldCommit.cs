using Npgsql;

namespace Agntz.Api.Tests.Streams;

/// <summary>
/// Holds back the transactions that write events of runs: all is handed over, numbered and sent, and the database has
/// begun to commit, but nothing is durable.
/// </summary>
internal sealed class HeldCommit : IAsyncDisposable
{
    private const string Setup =
        """
        CREATE FUNCTION hold_commit() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER hold_commit AFTER INSERT ON run_events
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold_commit()
        """;

    private const string Waiting =
        """
        SELECT pid FROM pg_locks
        WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly NpgsqlConnection _connection;

    private HeldCommit(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Holds back what is committed to a database from now on.</summary>
    public static async Task<HeldCommit> HoldAsync(string connectionString)
    {
        var held = new HeldCommit(new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString()));
        await held._connection.OpenAsync();
        await held.AskAsync(Setup);
        await held.AskAsync("SELECT pg_advisory_lock(1)");
        return held;
    }

    /// <summary>Waits until a transaction is held back.</summary>
    /// <returns>The process of the database that commits it.</returns>
    public async Task<int> ReachedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            if (await AskAsync(Waiting) is int process)
            {
                return process;
            }
        }
    }

    /// <summary>Breaks off what is held back, as a database does that finds its client gone, and lets everything pass.</summary>
    public async Task LoseAsync(int process)
    {
        await AskAsync($"SELECT pg_terminate_backend({process}, {(int)Patience.TotalMilliseconds})");
        await ReleaseAsync();
    }

    /// <summary>Lets everything pass.</summary>
    public async Task ReleaseAsync() => await AskAsync("SELECT pg_advisory_unlock_all()");

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<object?> AskAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync();
    }
}
