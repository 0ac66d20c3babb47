using Npgsql;
using NpgsqlTypes;

namespace Agntz.Benchmarks.Ingesting;

/// <summary>
/// The limit: the very rows that a request came to, into a table of the same shape, with nothing around the insert.
/// </summary>
internal sealed class StoredSpans
{
    private const string Table = "bare_spans";

    private readonly List<IColumn> _columns =
    [
        new Column<long>("owner_id", NpgsqlDbType.Bigint),
        new Column<Guid>("trace_id", NpgsqlDbType.Uuid),
        new Column<long>("span_id", NpgsqlDbType.Bigint),
        new Column<long?>("parent_id", NpgsqlDbType.Bigint),
        new Column<string>("kind", NpgsqlDbType.Text),
        new Column<string>("name", NpgsqlDbType.Text),
        new Column<DateTime>("started_at", NpgsqlDbType.TimestampTz),
        new Column<DateTime?>("ended_at", NpgsqlDbType.TimestampTz),
        new Column<string>("status", NpgsqlDbType.Text),
        new Column<string?>("error", NpgsqlDbType.Text),
        new Column<long?>("start_seq", NpgsqlDbType.Bigint),
        new Column<long?>("end_seq", NpgsqlDbType.Bigint),
        new Column<string>("start_attributes", NpgsqlDbType.Json),
        new Column<string?>("end_attributes", NpgsqlDbType.Json),
        new Column<string?>("events", NpgsqlDbType.Json),
        new Column<long>("total_tokens", NpgsqlDbType.Bigint),
        new Column<decimal?>("cost_usd", NpgsqlDbType.Numeric),
    ];

    private string Names => string.Join(", ", _columns.Select(column => column.Name));

    public static async Task CreateTableAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand($"CREATE TABLE {Table} (LIKE spans INCLUDING ALL)");
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<StoredSpans> ReadAsync(NpgsqlDataSource source, IReadOnlyList<Guid> traces)
    {
        var spans = new StoredSpans();
        await using var command =
            source.CreateCommand($"SELECT {spans.Names} FROM spans WHERE trace_id = ANY ($1) ORDER BY ctid");
        command.Parameters.Add(new NpgsqlParameter { Value = traces.ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            for (var ordinal = 0; ordinal < spans._columns.Count; ordinal++)
            {
                spans._columns[ordinal].Add(reader, ordinal);
            }
        }

        return spans;
    }

    /// <summary>Inserts them in one statement that is its own transaction.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> InsertAsync(NpgsqlConnection connection)
    {
        var arrays = string.Join(", ", _columns.Select((_, index) => $"${index + 1}"));
        await using var command = new NpgsqlCommand(
            $"INSERT INTO {Table} ({Names}) SELECT * FROM unnest({arrays})", connection);
        _columns.ForEach(column => command.Parameters.Add(column.ToParameter()));
        return await command.ExecuteNonQueryAsync();
    }

    private interface IColumn
    {
        string Name { get; }

        void Add(NpgsqlDataReader reader, int ordinal);

        NpgsqlParameter ToParameter();
    }

    private sealed class Column<T>(string name, NpgsqlDbType type) : IColumn
    {
        private readonly List<T> _values = [];

        public string Name => name;

        public void Add(NpgsqlDataReader reader, int ordinal) =>
            _values.Add(reader.IsDBNull(ordinal) ? default! : reader.GetFieldValue<T>(ordinal));

        public NpgsqlParameter ToParameter() =>
            new NpgsqlParameter<T[]> { TypedValue = [.. _values], NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
