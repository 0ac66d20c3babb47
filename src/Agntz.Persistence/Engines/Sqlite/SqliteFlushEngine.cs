using System.Data.Common;
using Agntz.Persistence.Writing;
using Microsoft.Data.Sqlite;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Group commits on SQLite.</summary>
internal sealed class SqliteFlushEngine(SqliteWriteGate gate) : IFlushEngine
{
    // From sqlite3.h: the codes of a value the schema refuses, whatever else happens.
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int Range = 25;

    public async Task RegisterAsync(Guid process, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        using var command = turn.Connection.Connection.CreateCommand();
        command.CommandText = "INSERT INTO worker_flushes (process, n) VALUES ($0, 0) ON CONFLICT DO NOTHING";
        command.Parameters.Add(new SqliteParameter("$0", process));
        command.ExecuteNonQuery();
    }

    public async Task<IFlush> BeginAsync(
        Guid process, FlushQuestions questions, CancellationToken cancellationToken)
    {
        var turn = await gate.EnterAsync(cancellationToken);
        try
        {
            return SqliteFlush.Begin(turn, process, questions);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public FlushFailure Classify(DbException failure) =>
        failure is SqliteException { SqliteErrorCode: TooBig or Constraint or Mismatch or Range }
            ? FlushFailure.Poison
            : FlushFailure.Unavailable;
}
