using Microsoft.Data.Sqlite;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>The writing connection, with the statements it has prepared.</summary>
internal sealed class SqliteWriteConnection : IDisposable
{
    private readonly Dictionary<object, SqliteCommand> _prepared = new(ReferenceEqualityComparer.Instance);

    private SqliteWriteConnection(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    public static SqliteWriteConnection Open(SqliteFile file)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(file.ConnectionString) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            var opened = new SqliteWriteConnection(connection);
            opened.Execute($"PRAGMA journal_mode = WAL; PRAGMA synchronous = {file.Synchronous}");
            return opened;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Executes a statement without parameters.</summary>
    public void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Carries out an act as one transaction.</summary>
    public T InTransaction<T>(Func<T> act)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            var result = act();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    /// <summary>Ends the open transaction without its writes, where the engine has not done so by itself.</summary>
    public void RollBack()
    {
        // After some failures, such as a full disk, SQLite has rolled back already.
        if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    /// <summary>
    /// The prepared command of a statement, made on first use, with parameters <c>$0</c>, <c>$1</c>, … to be set.
    /// </summary>
    public SqliteCommand Prepare<TStatement>(TStatement statement, int parameters, Func<TStatement, string> write)
        where TStatement : notnull
    {
        if (!_prepared.TryGetValue(statement, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = write(statement);
            for (var index = 0; index < parameters; index++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
            }

            _prepared.Add(statement, command);
        }

        return command;
    }

    /// <summary>The prepared command of a constant text, with its parameters <c>$0</c>, <c>$1</c>, … set.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = Prepare(sql, values.Length, static text => text);
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = SqliteValues.Of(values[index]);
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        Connection.Dispose();
    }
}
