using Agntz.Persistence.Engines.Postgres;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Persistence.Tests.Postgres;

/// <summary>How PostgreSQL goes about what it is asked often, from its first start on, when it knows nothing of a table.</summary>
public sealed class PostgresPlanTests : IAsyncLifetime
{
    private TestStore? _store;
    private NpgsqlConnection? _connection;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.StartAsync(StorageProvider.Postgres);
        _connection = await _store.Get<PostgresSources>().Writing
            .OpenConnectionAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection!.DisposeAsync();
        await _store!.DisposeAsync();
    }

    [Fact]
    public async Task SpansThatAreThere_AreFoundByTheirWholeKey()
    {
        await ReadAsync($"PREPARE there(bigint[], uuid[], bigint[]) AS {TraceLockCommands.Spans}");

        var plan = await ReadAsync("EXPLAIN EXECUTE there('{}', '{}', '{}')");

        Assert.Contains(
            "Index Cond: ((owner_id = u.owner_id) AND (trace_id = u.trace_id) AND (span_id = u.span_id))", plan,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plans_AreNotCompiled() => Assert.Equal("off", await ReadAsync("SHOW jit"));

    private async Task<string> ReadAsync(string sql)
    {
        var lines = new List<string>();
        await using var command = new NpgsqlCommand(sql, _connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
