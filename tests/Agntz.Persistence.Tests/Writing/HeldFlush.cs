using Npgsql;

namespace Agntz.Persistence.Tests.Writing;

/// <summary>Holds the row of a run, so that the flush which writes to it waits in its middle. Disposing it lets go.</summary>
internal sealed class HeldFlush : IAsyncDisposable
{
    private const string Waiting =
        """
        SELECT EXISTS (SELECT 1 FROM pg_stat_activity
            WHERE datname = current_database() AND application_name LIKE 'agntz-writer%' AND wait_event_type = 'Lock')
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly NpgsqlConnection _connection;

    private HeldFlush(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Holds a run's row from now on.</summary>
    public static async Task<HeldFlush> HoldAsync(string connectionString, Guid run)
    {
        var held = new HeldFlush(new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString()));
        await held._connection.OpenAsync();
        await held.AskAsync("BEGIN");
        await held.AskAsync($"SELECT 1 FROM active_runs WHERE id = '{run}' FOR UPDATE");
        return held;
    }

    /// <summary>Waits until a flush waits for the row.</summary>
    public async Task ReachedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await AskAsync(Waiting) is not true)
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<object?> AskAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync();
    }
}
