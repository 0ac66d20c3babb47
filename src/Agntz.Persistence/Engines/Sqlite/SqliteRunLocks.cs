using System.Data.Common;
using Agntz.Domain.Runs;
using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;
using Microsoft.Data.Sqlite;
using static Agntz.Persistence.Engines.Sqlite.SqliteClock;

namespace Agntz.Persistence.Engines.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteRunLocks(SqliteWriteGate gate) : IRunLocks
{
    private const string Select =
        $"""
        SELECT event_seq, span_seq, total_tokens, cost_usd, losses, cancel_requested_at IS NOT NULL,
               owner_id, id, epoch, worker_id, root_span_id, started_at, cancel_mode, time_limit_ms,
               coalesce(deadline <= {Now}, 0)
        FROM active_runs
        """;

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
        var runs = new List<LockedRun>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            runs.Add(Read(reader));
        }

        return runs;
    }

    private static LockedRun Read(SqliteDataReader reader) => new()
    {
        Counters = SqliteFlushOpening.Read(reader),
        Key = new RunKey(reader.GetInt64(6), reader.GetGuid(7), reader.GetInt64(8)),
        WorkerId = reader.IsDBNull(9) ? null : reader.GetGuid(9),
        RootSpan = SpanRows.FromColumn(reader.GetInt64(10)),
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(11)),
        CancelMode = CancelModeNames.TryParse(reader.IsDBNull(12) ? null : reader.GetString(12), out var mode)
            ? mode
            : null,
        TimeLimit = TimeSpan.FromMilliseconds(reader.GetInt64(13)),
        IsOverdue = reader.GetBoolean(14),
    };
}
