using Agntz.Persistence.Writing.Tables;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>The text of set-based statements for one row at a time.</summary>
internal static class SqliteStatements
{
    public static string Insert<TRow>(TableInsert<TRow> statement) =>
        $"INSERT INTO {statement.Table} ({string.Join(", ", statement.Values.Select(column => column.Name))}) "
        + $"VALUES ({string.Join(", ", statement.Values.Select((_, index) => $"${index}"))})";

    public static string Update<TRow>(TableUpdate<TRow> statement) =>
        $"UPDATE {statement.Table} AS t SET "
        + string.Join(", ", statement.Values.Select((column, index) => Equal(column, index + statement.Keys.Count)))
        + $" WHERE {Matches(statement.Keys)}{Condition(statement)}";

    public static string Delete<TRow>(TableDelete<TRow> statement) =>
        $"DELETE FROM {statement.Table} WHERE {Matches(statement.Keys)}";

    private static string Condition<TRow>(TableUpdate<TRow> statement)
    {
        var keys = statement.Keys.Select(column => column.Name).ToList();
        var lookup = statement.Lookup is { } found
            ? $" AND {found.Column} = ({found.Query(key => $"${keys.IndexOf(key)}")})"
            : "";
        return statement.Where is null ? lookup : $"{lookup} AND {statement.Where}";
    }

    private static string Matches<TRow>(IReadOnlyList<Column<TRow>> keys) => string.Join(" AND ", keys.Select(Equal));

    private static string Equal<TRow>(Column<TRow> column, int index) => $"{column.Name} = ${index}";
}
