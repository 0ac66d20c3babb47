using System.Data.Common;
using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresRunLocks(PostgresSources sources) : IRunLocks
{
    private static readonly string One = Take("a.owner_id = $1 AND a.id = $2", null, mayWait: true);

    private static readonly string Orphaned = Take(
        """
        a.worker_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM workers w WHERE w.id = a.worker_id AND NOT w.dead)
        """,
        "$1", mayWait: false);

    private static readonly string Overdue = Take(
        "a.deadline <= clock_timestamp() AND (a.worker_id IS NULL OR a.deadline <= clock_timestamp() - $1)",
        "$2", mayWait: false);

    private static readonly string HeldBy = Take("a.worker_id = $1", "$2", mayWait: true);

    private static readonly string Claimed =
        Take("a.owner_id = $1 AND a.id = $2 AND a.epoch = $3 AND a.worker_id = $4", null, mayWait: false);

    private const string FindHeld = "SELECT owner_id, id, epoch FROM active_runs WHERE worker_id = $1";

    // No session is locked for it: older runs than those that can be seen never come to be.
    private const string Ready =
        """
        UPDATE active_runs SET ready = true WHERE (owner_id, id) IN (
            SELECT a.owner_id, a.id FROM active_runs a
            WHERE NOT a.ready AND NOT EXISTS (
                SELECT 1 FROM active_runs o
                WHERE o.owner_id = a.owner_id AND o.session_id = a.session_id AND o.session_place < a.session_place)
            LIMIT $1
            FOR UPDATE SKIP LOCKED)
        """;

    public async Task<ILockedRuns> TakeAsync(RunsToLock wanted, CancellationToken cancellationToken) =>
        await PostgresTransaction.LockAsync(
            sources.Writing,
            batch => batch.BatchCommands.Add(Command(wanted)),
            async (transaction, reader) => new PostgresLockedRuns(
                transaction, await LockedRunColumns.ReadAsync(reader, cancellationToken)),
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

    // The sessions first, as the writer does: a run that ends lets the next one of its session begin.
    private static string Take(string condition, string? limit, bool mayWait) =>
        $"""
        WITH wanted AS MATERIALIZED (
            SELECT a.owner_id, a.id, a.session_id FROM active_runs a
            WHERE {condition}
            ORDER BY a.owner_id, a.id {(limit is null ? "" : $"LIMIT {limit}")}
        ), held AS MATERIALIZED (
            SELECT s.owner_id, s.id
            FROM sessions s
            JOIN (SELECT DISTINCT owner_id, session_id FROM wanted) w ON s.owner_id = w.owner_id AND s.id = w.session_id
            ORDER BY s.owner_id, s.id
            FOR UPDATE OF s {(mayWait ? "" : "SKIP LOCKED")}
        )
        SELECT {LockedRunColumns.List}
        FROM wanted w
        JOIN active_runs a ON a.owner_id = w.owner_id AND a.id = w.id
        LEFT JOIN held h ON h.owner_id = w.owner_id AND h.id = w.session_id
        WHERE {condition} AND (w.session_id IS NULL OR h.id IS NOT NULL)
        ORDER BY a.owner_id, a.id
        FOR UPDATE OF a {(mayWait ? "" : "SKIP LOCKED")}
        """;

    private static NpgsqlBatchCommand Command(RunsToLock wanted) => wanted switch
    {
        RunsToLock.One one => Command(One,
            new NpgsqlParameter<long> { TypedValue = one.OwnerId }, new NpgsqlParameter<Guid> { TypedValue = one.Id }),
        RunsToLock.Orphaned orphaned => Command(Orphaned, new NpgsqlParameter<int> { TypedValue = orphaned.Limit }),
        RunsToLock.Overdue overdue => Command(Overdue,
            new NpgsqlParameter<TimeSpan> { TypedValue = overdue.Grace },
            new NpgsqlParameter<int> { TypedValue = overdue.Limit }),
        RunsToLock.HeldBy held => Command(HeldBy,
            new NpgsqlParameter<Guid> { TypedValue = held.WorkerId },
            new NpgsqlParameter<int> { TypedValue = held.Limit }),
        RunsToLock.Claimed claimed => Command(Claimed,
            new NpgsqlParameter<long> { TypedValue = claimed.Run.OwnerId },
            new NpgsqlParameter<Guid> { TypedValue = claimed.Run.Id },
            new NpgsqlParameter<long> { TypedValue = claimed.Run.Epoch },
            new NpgsqlParameter<Guid> { TypedValue = claimed.WorkerId }),
        _ => throw new ArgumentOutOfRangeException(nameof(wanted), wanted, "Not a choice of runs."),
    };

    private static NpgsqlBatchCommand Command(string text, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddRange(parameters);
        return command;
    }
}
