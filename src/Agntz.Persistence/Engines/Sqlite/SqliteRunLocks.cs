using System.Data.Common;
using Agntz.Persistence.Locking;
using static Agntz.Persistence.Engines.Sqlite.SqliteClock;

namespace Agntz.Persistence.Engines.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteRunLocks(SqliteWriteGate gate) : IRunLocks
{
    private const string Select = $"SELECT {SqliteLockedRunColumns.List} FROM active_runs";

    private const string One = $"{Select} WHERE owner_id = $0 AND id = $1";

    private const string Orphaned =
        $"""
        {Select}
        WHERE worker_id IS NOT NULL AND worker_id NOT IN (SELECT w.id FROM workers w WHERE NOT w.dead)
        ORDER BY owner_id, id LIMIT $0
        """;

    private const string Overdue =
        $"""
        {Select}
        WHERE deadline <= {Now}
            AND (worker_id IS NULL OR deadline <= {Now} - $0)
        ORDER BY owner_id, id LIMIT $1
        """;

    private const string HeldBy = $"{Select} WHERE worker_id = $0 ORDER BY owner_id, id LIMIT $1";

    private const string Ready =
        """
        UPDATE active_runs SET ready = 1 WHERE (owner_id, id) IN (
            SELECT a.owner_id, a.id FROM active_runs a
            WHERE NOT a.ready AND NOT EXISTS (
                SELECT 1 FROM active_runs o
                WHERE o.owner_id = a.owner_id AND o.session_id = a.session_id AND o.session_place < a.session_place)
            LIMIT $0)
        """;

    public async Task<ILockedRuns> TakeAsync(RunsToLock wanted, CancellationToken cancellationToken)
    {
        var turn = await gate.EnterAsync(cancellationToken);
        try
        {
            return SqliteLockedRuns.Begin(turn, () => Find(turn.Connection, wanted));
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public async Task<int> ReadyAsync(int limit, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        return turn.Connection.Command(Ready, limit).ExecuteNonQuery();
    }

    // The turn is waited for in line, and inside it there is nobody else.
    public bool IsContended(DbException failure) => false;

    private static List<LockedRun> Find(SqliteWriteConnection connection, RunsToLock wanted)
    {
        var command = wanted switch
        {
            RunsToLock.One one => connection.Command(One, one.OwnerId, one.Id),
            RunsToLock.Orphaned orphaned => connection.Command(Orphaned, orphaned.Limit),
            RunsToLock.Overdue overdue =>
                connection.Command(Overdue, (long)overdue.Grace.TotalMilliseconds, overdue.Limit),
            RunsToLock.HeldBy held => connection.Command(HeldBy, held.WorkerId, held.Limit),
            _ => throw new ArgumentOutOfRangeException(nameof(wanted), wanted, "Not a choice of runs."),
        };
        return SqliteLockedRunColumns.Read(command);
    }
}
