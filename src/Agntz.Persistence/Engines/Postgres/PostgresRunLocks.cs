using System.Data.Common;
using Agntz.Persistence.Locking;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresRunLocks(PostgresSources sources) : IRunLocks
{
    // Short, so that a lock somebody does not let go of is asked for again rather than waited for.
    private const string LockTimeout = "SET LOCAL lock_timeout = '2s'";

    private const string Select =
        """
        SELECT a.owner_id, a.id, a.epoch, a.event_seq, a.span_seq, a.total_tokens, a.cost_usd, a.losses,
               a.cancel_requested_at IS NOT NULL, a.worker_id, a.root_span_id, a.started_at, a.cancel_mode,
               a.time_limit_ms, coalesce(a.deadline <= clock_timestamp(), false)
        FROM active_runs a
        """;

    private const string One = $"{Select} WHERE a.owner_id = $1 AND a.id = $2 FOR UPDATE";

    private const string Orphaned =
        $"""
        {Select}
        WHERE a.worker_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM workers w WHERE w.id = a.worker_id AND NOT w.dead)
        ORDER BY a.owner_id, a.id LIMIT $1
        FOR UPDATE OF a SKIP LOCKED
        """;

    private const string Overdue =
        $"""
        {Select}
        WHERE a.deadline <= clock_timestamp() AND (a.worker_id IS NULL OR a.deadline <= clock_timestamp() - $1)
        ORDER BY a.owner_id, a.id LIMIT $2
        FOR UPDATE OF a SKIP LOCKED
        """;

    private const string HeldBy =
        $"{Select} WHERE a.worker_id = $1 ORDER BY a.owner_id, a.id LIMIT $2 FOR UPDATE OF a";

    public async Task<ILockedRuns> TakeAsync(RunsToLock wanted, CancellationToken cancellationToken) =>
        await PostgresLockedRuns.BeginAsync(sources.Writing, LockTimeout, Command(wanted), cancellationToken);

    public bool IsContended(DbException failure) => failure.SqlState is PostgresErrorCodes.LockNotAvailable
        or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

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
        _ => throw new ArgumentOutOfRangeException(nameof(wanted), wanted, "Not a choice of runs."),
    };

    private static NpgsqlBatchCommand Command(string text, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddRange(parameters);
        return command;
    }
}
