using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Testing.Postgres;

/// <summary>
/// A role that is no superuser and may do in a database what the service does there, for whoever takes something of it
/// away. Dropped when it is disposed.
/// </summary>
public sealed class OrdinaryRole : IAsyncDisposable
{
    private static int _count;

    private readonly string _server;

    private OrdinaryRole(string server)
    {
        var database = new NpgsqlConnectionStringBuilder(server);
        _server = server;
        Database = database.Database!;
        Name = $"agntz_role_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        database.Username = Name;
        Location = StoreLocation.Of(database.ToString());
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The database it works in.</summary>
    public string Database { get; }

    /// <summary>The database, as this role reaches it.</summary>
    public StoreLocation Location { get; }

    /// <summary>Makes one.</summary>
    public static async Task<OrdinaryRole> CreateAsync(StoreLocation location)
    {
        var role = new OrdinaryRole(location.ConnectionString!);
        await role.AsSuperuserAsync($"CREATE ROLE {role.Name} LOGIN", role.Grants);
        return role;
    }

    /// <summary>What gives it back all it may do with tables.</summary>
    public string Grants =>
        $"""
        GRANT ALL ON SCHEMA public TO {Name};
        GRANT ALL ON ALL TABLES IN SCHEMA public TO {Name};
        GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {Name}
        """;

    /// <summary>Does something as the superuser in the same database, one statement after the other.</summary>
    public Task AsSuperuserAsync(params string[] statements) => ExecuteAsync(_server, statements);

    /// <summary>The same where nobody needs to be connected to the database.</summary>
    public Task BesideAsync(params string[] statements) => ExecuteAsync(
        new NpgsqlConnectionStringBuilder(_server) { Database = "postgres" }.ToString(), statements);

    /// <summary>Ends its connections.</summary>
    public Task DisconnectAsync() => BesideAsync(
        $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '{Name}'");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await BesideAsync($"ALTER ROLE {Name} NOLOGIN");
        await DisconnectAsync();
        await AsSuperuserAsync($"DROP OWNED BY {Name}", $"DROP ROLE {Name}");
    }

    private static async Task ExecuteAsync(string server, string[] statements)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
