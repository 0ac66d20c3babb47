using Npgsql;

namespace Agntz.Testing.Postgres;

/// <summary>A database of one test, dropped with everything in it when it is disposed.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private static int _count;

    private readonly string _server;
    private readonly string _name;

    private PostgresDatabase(string server, string name)
    {
        _server = server;
        _name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes one on a server.</summary>
    public static Task<PostgresDatabase> CreateAsync(string server) => CreateAsync(server, "template1");

    /// <summary>Makes another with the same content. Nobody may be connected to this one.</summary>
    public Task<PostgresDatabase> CloneAsync() => CreateAsync(_server, _name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() =>
        await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private static async Task<PostgresDatabase> CreateAsync(string server, string template)
    {
        var name = $"agntz_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {template}");
        return new PostgresDatabase(server, name);
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
