using System.Globalization;
using System.Text.RegularExpressions;
using Agntz.Persistence.Engines.Postgres;
using Agntz.Persistence.Queries;
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
    public async Task Traces_AreFoundByTheirWholeKeys()
    {
        foreach (var statement in TraceLockCommands.OfTraces)
        {
            Assert.Contains(
                "Index Cond: ((owner_id = u.owner_id) AND (id = u.id))",
                await PlanAsync("bigint[], uuid[]", statement, "'{}', '{}'"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Spans_AreFoundByTheirWholeKeys() => Assert.Contains(
        "Index Cond: ((owner_id = u.owner_id) AND (trace_id = u.trace_id) AND (span_id = u.span_id))",
        await PlanAsync("bigint[], uuid[], bigint[]", TraceLockCommands.OfSpans, "'{}', '{}', '{}'"),
        StringComparison.Ordinal);

    [Fact]
    public async Task HeadsOfLogs_AreFoundByTheirWholeKeys()
    {
        var statement = HeadsOfLogs.Statement(PostgresAgntzDbContext.Keys);

        var plan = await PlanAsync("bigint[], uuid[]", Numbered(statement), "'{}', '{}'");

        Assert.Contains("Index Cond: ((owner_id = u.owner_id) AND (id = u.id))", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Filter: (owner_id", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntriesOfLongSpanLogs_AreFoundByTheirNumbers()
    {
        var statement = SpanLog.Statement("pg_column_size", isLate: true);

        var plan = await PlanAsync(
            "bigint, uuid, bigint, bigint, bigint", Numbered(statement),
            "1, '00000000-0000-0000-0000-000000000001', 1000, 1256, 65536");

        Assert.Contains("ix_spans_starts", plan, StringComparison.Ordinal);
        Assert.Contains("ix_spans_ends", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plans_ReadNoTableWholeAndAreNotCompiled()
    {
        await using var reading = await _store!.Get<PostgresSources>().Reading
            .OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var connection in (NpgsqlConnection[])[reading, _connection!])
        {
            Assert.Equal("off", await ReadAsync("SHOW enable_seqscan", connection));
            Assert.Equal("off", await ReadAsync("SHOW jit", connection));
        }
    }

    private static string Numbered(string statement) =>
        Regex.Replace(statement, @"\{(\d)\}", match => $"${int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) + 1}");

    private async Task<string> PlanAsync(string types, string statement, string values)
    {
        await ReadAsync($"PREPARE it({types}) AS {statement}");
        var plan = await ReadAsync($"EXPLAIN EXECUTE it({values})");
        await ReadAsync("DEALLOCATE it");
        return plan;
    }

    private async Task<string> ReadAsync(string sql, NpgsqlConnection? connection = null)
    {
        var lines = new List<string>();
        await using var command = new NpgsqlCommand(sql, connection ?? _connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
