using System.Data.Common;
using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using Microsoft.Data.Sqlite;
using static Agntz.Persistence.Engines.Sqlite.SqliteClock;

namespace Agntz.Persistence.Engines.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteRunLocks(SqliteWriteGate gate) : IRunLocks
{
    private const string Select = $"SELECT {SqliteLockedRunColumns.List} FROM active_runs";

    // The signs keep the engine from going through the table in this order: few runs match, and sorting them is cheap.
    private const string Page = "AND (+owner_id, +id) > ($0, $1) ORDER BY +owner_id, +id LIMIT $2";

    private const string One = $"{Select} WHERE owner_id = $0 AND id = $1";

    private const string Orphaned =
        $"""
        {Select}
        WHERE worker_id > '' AND worker_id NOT IN (SELECT w.id FROM workers w WHERE NOT w.dead)
            {Page}
        """;

    private const string Overdue =
        $"""
        {Select}
        WHERE deadline <= {Now}
            AND (worker_id IS NULL OR deadline <= {Now} - $3)
            {Page}
        """;

    private const string HeldBy = $"{Select} WHERE worker_id = $3 {Page}";

    private const string Claimed = $"{One} AND epoch = $2 AND worker_id = $3";

    private const string FindHeld = "SELECT owner_id, id, epoch FROM active_runs WHERE worker_id = $0";

    private const string Ready =
        """
        WITH RECURSIVE waiting(owner_id, session_id) AS (
            SELECT * FROM (
                SELECT owner_id, session_id FROM active_runs WHERE NOT ready
                ORDER BY owner_id, session_id, session_place LIMIT 1)
            UNION ALL
            SELECT a.owner_id, a.session_id FROM waiting w JOIN active_runs a ON a.rowid = coalesce((
                SELECT n.rowid FROM active_runs n
                WHERE NOT n.ready AND n.owner_id = w.owner_id AND n.session_id > w.session_id
                ORDER BY n.session_id, n.session_place LIMIT 1), (
                SELECT n.rowid FROM active_runs n
                WHERE NOT n.ready AND n.owner_id > w.owner_id
                ORDER BY n.owner_id, n.session_id, n.session_place LIMIT 1))
        )
        UPDATE active_runs SET ready = 1 WHERE rowid IN (
            SELECT a.rowid FROM waiting w JOIN active_runs a ON a.rowid = (
                SELECT o.rowid FROM active_runs o
                WHERE o.owner_id = w.owner_id AND o.session_id = w.session_id
                ORDER BY o.session_place LIMIT 1)
            WHERE NOT a.ready
            LIMIT $0)
        """;

    public async Task<ILockedRuns> TakeAsync(RunsToLock wanted, CancellationToken cancellationToken) =>
        await SqliteTurnTransaction.BeginAsync(
            gate, transaction => Lock(transaction, wanted), cancellationToken);

    public async Task<IReadOnlyList<RunKey>> FindHeldAsync(Guid workerId, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        using var reader = turn.Connection.Command(FindHeld, workerId).ExecuteReader();
        var held = new List<RunKey>();
        while (reader.Read())
        {
            held.Add(new RunKey(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2)));
        }

        return held;
    }

    public async Task<int> ReadyAsync(int limit, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        return turn.Connection.Command(Ready, limit).ExecuteNonQuery();
    }

    // The turn is waited for in line, and inside it there is nobody else.
    public bool IsContended(DbException failure) => false;

    // Nobody else has anything locked, so a page that is not full is the last one.
    private static SqliteLockedRuns Lock(SqliteTurnTransaction transaction, RunsToLock wanted)
    {
        var (command, page) = Command(transaction.Connection, wanted);
        var runs = SqliteLockedRunColumns.Read(command);
        return new SqliteLockedRuns(transaction, runs, page is { Limit: var limit } && runs.Count == limit
            ? new RunPage(limit, runs[^1].Key.OwnerId, runs[^1].Key.Id)
            : null);
    }

    private static (SqliteCommand Command, RunPage? Page) Command(
        SqliteWriteConnection connection, RunsToLock wanted) => wanted switch
        {
            RunsToLock.One one => (connection.Command(One, one.OwnerId, one.Id), null),
            RunsToLock.Orphaned { Page: var page } => (
                connection.Command(Orphaned, page.AfterOwner, page.AfterId, page.Limit), page),
            RunsToLock.Overdue { Page: var page, Grace: var grace } => (
                connection.Command(
                    Overdue, page.AfterOwner, page.AfterId, page.Limit, (long)grace.TotalMilliseconds), page),
            RunsToLock.HeldBy { Page: var page, WorkerId: var worker } => (
                connection.Command(HeldBy, page.AfterOwner, page.AfterId, page.Limit, worker), page),
            RunsToLock.FreeOf { Page: var page, WorkerId: var worker } => (
                connection.Command(HeldBy, page.AfterOwner, page.AfterId, page.Limit, worker), page),
            RunsToLock.Claimed claimed => (connection.Command(
                Claimed, claimed.Run.OwnerId, claimed.Run.Id, claimed.Run.Epoch, claimed.WorkerId), null),
            _ => throw new ArgumentOutOfRangeException(nameof(wanted), wanted, "Not a choice of runs."),
        };
}
