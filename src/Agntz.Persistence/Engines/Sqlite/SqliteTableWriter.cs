using Agntz.Persistence.Writing.Tables;
using Microsoft.Data.Sqlite;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Executes set-based statements row by row through prepared commands: SQLite has no round trips to save.</summary>
internal sealed class SqliteTableWriter(SqliteWriteConnection connection) : ITableWriter
{
    public void Insert<TRow>(TableInsert<TRow> statement, IReadOnlyList<TRow> rows) =>
        Execute(statement, rows, statement.Values, SqliteStatements.Insert);

    public void Update<TRow>(TableUpdate<TRow> statement, IReadOnlyList<TRow> rows) =>
        Execute(statement, rows, [.. statement.Keys, .. statement.Values], SqliteStatements.Update);

    public void Delete<TRow>(TableDelete<TRow> statement, IReadOnlyList<TRow> rows) =>
        Execute(statement, rows, statement.Keys, SqliteStatements.Delete);

    /// <summary>Sets the parameters of a command to the values of a row.</summary>
    public static void Bind<TRow>(SqliteCommand command, IReadOnlyList<Column<TRow>> columns, TRow row)
    {
        for (var index = 0; index < columns.Count; index++)
        {
            command.Parameters[index].Value = SqliteValues.Of(columns[index].Read(row));
        }
    }

    private void Execute<TStatement, TRow>(
        TStatement statement, IReadOnlyList<TRow> rows, IReadOnlyList<Column<TRow>> columns,
        Func<TStatement, string> write)
        where TStatement : notnull
    {
        if (rows.Count == 0)
        {
            return;
        }

        var command = connection.Prepare(statement, columns.Count, write);
        foreach (var row in rows)
        {
            Bind(command, columns, row);
            command.ExecuteNonQuery();
        }
    }
}
