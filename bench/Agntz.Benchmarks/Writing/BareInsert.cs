using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Benchmarks.Writing;

/// <summary>The limit: the same rows into a table of the same shape, with nothing around the insert.</summary>
internal sealed class BareInsert
{
    /// <summary>What every row carries, about as much as a model call does.</summary>
    public static readonly string Attributes =
        """{"gen_ai.operation.name":"chat","gen_ai.provider.name":"demo","gen_ai.request.model":"demo-1","""
        + $$""" "agntz.step.path":"0/1/t0","text":"{{new string('x', 200)}}"}""";

    private const string Insert =
        """
        INSERT INTO bare_spans (owner_id, trace_id, span_id, parent_id, kind, name, started_at, ended_at, status, error,
            start_seq, end_seq, start_attributes, end_attributes, total_tokens, cost_usd)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    private readonly NpgsqlDataSource _source;

    private BareInsert(NpgsqlDataSource source) => _source = source;

    public static async Task<BareInsert> CreateAsync(string connectionString)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 8,
            AutoPrepareMinUsages = 2,
        });
        await using var command = source.CreateCommand("CREATE TABLE bare_spans (LIKE spans INCLUDING ALL)");
        await command.ExecuteNonQueryAsync();
        return new BareInsert(source);
    }

    public async Task<long> FlushesAsync()
    {
        await using var command = _source.CreateCommand("SELECT sum(n)::bigint FROM worker_flushes");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task<TimeSpan> RunAsync(long ownerId, int rows, int batch)
    {
        var watch = Stopwatch.StartNew();
        await using var connection = await _source.OpenConnectionAsync();
        for (var first = 0; first < rows; first += batch)
        {
            await InsertAsync(connection, ownerId, Math.Min(batch, rows - first));
        }

        return watch.Elapsed;
    }

    private static async Task InsertAsync(NpgsqlConnection connection, long ownerId, int count)
    {
        var trace = Guid.CreateVersion7();
        await using var command = new NpgsqlCommand(Insert, connection);
        Add(command, NpgsqlDbType.Bigint, count, _ => ownerId);
        Add(command, NpgsqlDbType.Uuid, count, _ => trace);
        Add(command, NpgsqlDbType.Bigint, count, _ => Random.Shared.NextInt64());
        Add(command, NpgsqlDbType.Bigint, count, _ => (long?)1);
        Add(command, NpgsqlDbType.Text, count, _ => "model.call");
        Add(command, NpgsqlDbType.Text, count, _ => "a span");
        Add(command, NpgsqlDbType.TimestampTz, count, _ => DateTimeOffset.UtcNow);
        Add(command, NpgsqlDbType.TimestampTz, count, _ => (DateTimeOffset?)null);
        Add(command, NpgsqlDbType.Text, count, _ => "running");
        Add(command, NpgsqlDbType.Text, count, _ => (string?)null);
        Add(command, NpgsqlDbType.Bigint, count, index => (long)index + 1);
        Add(command, NpgsqlDbType.Bigint, count, _ => (long?)null);
        Add(command, NpgsqlDbType.Json, count, _ => Attributes);
        Add(command, NpgsqlDbType.Json, count, _ => (string?)null);
        Add(command, NpgsqlDbType.Bigint, count, _ => 0L);
        Add(command, NpgsqlDbType.Numeric, count, _ => (decimal?)null);
        await command.ExecuteNonQueryAsync();
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, int count, Func<int, T> make)
    {
        var values = new T[count];
        for (var index = 0; index < count; index++)
        {
            values[index] = make(index);
        }

        command.Parameters.Add(
            new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
