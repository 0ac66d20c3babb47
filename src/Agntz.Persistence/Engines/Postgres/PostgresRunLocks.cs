using System.Data.Common;
using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresRunLocks(PostgresSources sources) : IRunLocks
{
    private static readonly string One = Take("a.owner_id = $1 AND a.id = $2", mayWait: true);

    private static readonly string Orphaned = TakePage(
        """
        a.worker_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM workers w WHERE w.id = a.worker_id AND NOT w.dead)
        """,
        mayWait: false);

    private static readonly string Overdue = TakePage(
        "a.deadline <= clock_timestamp() AND (a.worker_id IS NULL OR a.deadline <= clock_timestamp() - $4)",
        mayWait: false);

    private static readonly string HeldBy = TakePage("a.worker_id = $4", mayWait: true);

    private static readonly string FreeOf = TakePage("a.worker_id = $4", mayWait: false);

    private static readonly string Claimed =
        Take("a.owner_id = $1 AND a.id = $2 AND a.epoch = $3 AND a.worker_id = $4", mayWait: false);

    private const string FindHeld = "SELECT owner_id, id, epoch FROM active_runs WHERE worker_id = $1";

    // No session is locked for it: older runs than those that can be seen never come to be. Sessions are found by jumping
    // from one to the next in the index of waiting runs, so how many wait in each costs nothing.
    internal const string Ready =
        """
        WITH RECURSIVE waiting AS (
            (SELECT owner_id, session_id FROM active_runs WHERE NOT ready
             ORDER BY owner_id, session_id, session_place LIMIT 1)
            UNION ALL
            SELECT n.owner_id, n.session_id
            FROM waiting w
            CROSS JOIN LATERAL (
                SELECT a.owner_id, a.session_id FROM active_runs a
                WHERE NOT a.ready AND (a.owner_id, a.session_id) > (w.owner_id, w.session_id)
                ORDER BY a.owner_id, a.session_id, a.session_place LIMIT 1) n
        )
        UPDATE active_runs SET ready = true WHERE (owner_id, id) IN (
            SELECT a.owner_id, a.id
            FROM waiting w
            CROSS JOIN LATERAL (
                SELECT o.owner_id, o.id FROM active_runs o
                WHERE o.owner_id = w.owner_id AND o.session_id = w.session_id
                ORDER BY o.session_place LIMIT 1) oldest
            JOIN active_runs a ON a.owner_id = oldest.owner_id AND a.id = oldest.id
            WHERE NOT a.ready
            LIMIT $1
            FOR UPDATE OF a SKIP LOCKED)
        """;

    public async Task<ILockedRuns> TakeAsync(RunsToLock wanted, CancellationToken cancellationToken) =>
        await PostgresTransaction.LockAsync(
            sources.Writing,
            batch => batch.BatchCommands.Add(Command(wanted)),
            async (transaction, reader) =>
            {
                var (runs, next) = await ReadAsync(reader, PageOf(wanted), cancellationToken);
                return new PostgresLockedRuns(transaction, runs, next);
            },
            cancellationToken);

    public Task<IReadOnlyList<RunKey>> FindHeldAsync(Guid workerId, CancellationToken cancellationToken) =>
        sources.Writing.QueryAsync<IReadOnlyList<RunKey>>(
            Statement.Of(FindHeld, new NpgsqlParameter<Guid> { TypedValue = workerId }),
            async reader =>
            {
                var held = new List<RunKey>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    held.Add(new RunKey(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2)));
                }

                return held;
            },
            cancellationToken);

    public Task<int> ReadyAsync(int limit, CancellationToken cancellationToken) => sources.Writing.ExecuteAsync(
        Statement.Of(Ready, new NpgsqlParameter<int> { TypedValue = limit }), cancellationToken);

    public bool IsContended(DbException failure) => PostgresFailures.IsContended(failure);

    private static string Take(string condition, bool mayWait) =>
        $"""
        WITH {Wanted(condition, "", mayWait)}
        {Locked(condition, mayWait)}
        """;

    // One row for each run of the page: those that are locked by others, or whose session is, have nothing but the key
    // by which the next page begins.
    private static string TakePage(string condition, bool mayWait) =>
        $"""
        WITH {Wanted($"{condition} AND (a.owner_id, a.id) > ($1, $2)", "LIMIT $3", mayWait)}, locked AS MATERIALIZED (
            {Locked(condition, mayWait)}
        )
        SELECT l.*, w.owner_id, w.id
        FROM wanted w LEFT JOIN locked l ON l.owner_id = w.owner_id AND l.id = w.id
        ORDER BY w.owner_id, w.id
        """;

    // The sessions first, as the writer does: a run that ends lets the next one of its session begin.
    private static string Wanted(string condition, string limit, bool mayWait) =>
        $"""
        wanted AS MATERIALIZED (
            SELECT a.owner_id, a.id, a.session_id FROM active_runs a
            WHERE {condition}
            ORDER BY a.owner_id, a.id {limit}
        ), held AS MATERIALIZED (
            SELECT s.owner_id, s.id
            FROM sessions s
            JOIN (SELECT DISTINCT owner_id, session_id FROM wanted) w ON s.owner_id = w.owner_id AND s.id = w.session_id
            ORDER BY s.owner_id, s.id
            FOR UPDATE OF s {(mayWait ? "" : "SKIP LOCKED")}
        )
        """;

    private static string Locked(string condition, bool mayWait) =>
        $"""
        SELECT {LockedRunColumns.List}
        FROM wanted w
        JOIN active_runs a ON a.owner_id = w.owner_id AND a.id = w.id
        LEFT JOIN held h ON h.owner_id = w.owner_id AND h.id = w.session_id
        WHERE {condition} AND (w.session_id IS NULL OR h.id IS NOT NULL)
        ORDER BY a.owner_id, a.id
        FOR UPDATE OF a {(mayWait ? "" : "SKIP LOCKED")}
        """;

    private static RunPage? PageOf(RunsToLock wanted) => wanted switch
    {
        RunsToLock.Orphaned orphaned => orphaned.Page,
        RunsToLock.Overdue overdue => overdue.Page,
        RunsToLock.HeldBy held => held.Page,
        RunsToLock.FreeOf free => free.Page,
        _ => null,
    };

    private static async Task<(List<LockedRun> Runs, RunPage? Next)> ReadAsync(
        NpgsqlDataReader reader, RunPage? page, CancellationToken cancellationToken)
    {
        if (page is not { Limit: var limit })
        {
            return (await LockedRunColumns.ReadAsync(reader, cancellationToken), null);
        }

        var (runs, last, seen) = (new List<LockedRun>(), default(RunPage), 0);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!reader.IsDBNull(0))
            {
                runs.Add(LockedRunColumns.Read(reader));
            }

            last = new RunPage(
                limit, reader.GetInt64(LockedRunColumns.Count), reader.GetGuid(LockedRunColumns.Count + 1));
            seen++;
        }

        return (runs, seen < limit ? null : last);
    }

    private static NpgsqlBatchCommand Command(RunsToLock wanted) => wanted switch
    {
        RunsToLock.One one => Command(One, Of(one.OwnerId), Of(one.Id)),
        RunsToLock.Orphaned orphaned => Command(Orphaned, orphaned.Page),
        RunsToLock.Overdue overdue => Command(Overdue, overdue.Page, Of(overdue.Grace)),
        RunsToLock.HeldBy held => Command(HeldBy, held.Page, Of(held.WorkerId)),
        RunsToLock.FreeOf free => Command(FreeOf, free.Page, Of(free.WorkerId)),
        RunsToLock.Claimed claimed => Command(
            Claimed, Of(claimed.Run.OwnerId), Of(claimed.Run.Id), Of(claimed.Run.Epoch), Of(claimed.WorkerId)),
        _ => throw new ArgumentOutOfRangeException(nameof(wanted), wanted, "Not a choice of runs."),
    };

    private static NpgsqlBatchCommand Command(string text, RunPage page, params NpgsqlParameter[] parameters) =>
        Command(text, [Of(page.AfterOwner), Of(page.AfterId), Of(page.Limit), .. parameters]);

    private static NpgsqlParameter Of<TValue>(TValue value) => new NpgsqlParameter<TValue> { TypedValue = value };

    private static NpgsqlBatchCommand Command(string text, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddRange(parameters);
        return command;
    }
}
