using System.Data.Common;
using Agntz.Persistence.Writing;
using Microsoft.Data.Sqlite;
using static Agntz.Persistence.Engines.Sqlite.SqliteClock;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Group commits on SQLite.</summary>
internal sealed class SqliteFlushEngine(SqliteWriteGate gate) : IFlushEngine
{
    // From sqlite3.h: the codes of a value the schema refuses, whatever else happens.
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int Range = 25;

    private const string Insert =
        $"INSERT INTO worker_flushes (process, n, seen_at) VALUES ($0, $1, {Now}) ON CONFLICT DO NOTHING";

    private const string Touch = $"UPDATE worker_flushes SET seen_at = {Now} WHERE process = $0";

    public async Task<bool> RegisterAsync(Guid process, long number, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        return turn.Connection.Command(Insert, process, number).ExecuteNonQuery() == 1
            || turn.Connection.Command(Touch, process).ExecuteNonQuery() == 0;
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
