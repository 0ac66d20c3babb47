using System.Collections.Concurrent;
using Agntz.Persistence.Writing.Tables;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Adds set-based statements to a batch: every column is one array, so the text never depends on the rows.</summary>
internal sealed class PostgresTableWriter(NpgsqlBatch batch) : ITableWriter
{
    private static readonly ConcurrentDictionary<object, string> Texts = new(ReferenceEqualityComparer.Instance);

    public void Insert<TRow>(TableInsert<TRow> statement, IReadOnlyList<TRow> rows) =>
        Add(statement, rows, statement.Values, static it =>
            $"INSERT INTO {it.Table} ({Names(it.Values, "")}) SELECT * FROM {Unnest(it.Values.Count)}");

    public void Update<TRow>(TableUpdate<TRow> statement, IReadOnlyList<TRow> rows) =>
        Add(statement, rows, [.. statement.Keys, .. statement.Values], static it =>
            $"UPDATE {it.Table} t SET {string.Join(", ", it.Values.Select(column => $"{column.Name} = u.{column.Name}"))} "
            + $"FROM {Rows(it)} "
            + $"WHERE {Matches(it.Keys)}{Equal(it.Lookup)}{(it.Where is null ? "" : $" AND {it.Where}")}");

    public void Delete<TRow>(TableDelete<TRow> statement, IReadOnlyList<TRow> rows) =>
        Add(statement, rows, statement.Keys, static it =>
            $"DELETE FROM {it.Table} t USING {Unnest(it.Keys.Count)} AS u({Names(it.Keys, "")}) "
            + $"WHERE {Matches(it.Keys)}");

    private static string Names<TRow>(IEnumerable<Column<TRow>> columns, string prefix) =>
        string.Join(", ", columns.Select(column => prefix + column.Name));

    private static string Unnest(int count) =>
        $"unnest({string.Join(", ", Enumerable.Range(1, count).Select(index => $"${index}"))})";

    private static string Matches<TRow>(IEnumerable<Column<TRow>> keys) =>
        string.Join(" AND ", keys.Select(key => $"t.{key.Name} = u.{key.Name}"));

    private static string Rows<TRow>(TableUpdate<TRow> statement)
    {
        var names = Names([.. statement.Keys, .. statement.Values], "");
        var values = Unnest(statement.Keys.Count + statement.Values.Count);

        // The offset keeps the planner from going through all rows that have the other keys before it looks up this one.
        return statement.Lookup is { } lookup
            ? $"(SELECT v.*, l.found FROM {values} AS v({names}) "
                + $"CROSS JOIN LATERAL ({lookup.Query(key => $"v.{key}")}) AS l(found) OFFSET 0) AS u"
            : $"{values} AS u({names})";
    }

    private static string Equal(KeyLookup? lookup) =>
        lookup is null ? "" : $" AND t.{lookup.Column} = u.found";

    private void Add<TStatement, TRow>(
        TStatement statement, IReadOnlyList<TRow> rows, IReadOnlyList<Column<TRow>> columns,
        Func<TStatement, string> write)
        where TStatement : notnull
    {
        if (rows.Count == 0)
        {
            return;
        }

        var command = new NpgsqlBatchCommand(Texts.GetOrAdd(statement, (_, it) => write(it), statement));
        foreach (var column in columns)
        {
            command.Parameters.Add(column.Gather(rows, ArrayParameters.Instance));
        }

        batch.BatchCommands.Add(command);
    }
}
