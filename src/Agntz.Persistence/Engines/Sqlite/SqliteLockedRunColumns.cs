using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;
using Microsoft.Data.Sqlite;
using static Agntz.Persistence.Engines.Sqlite.SqliteClock;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>What is read of an active run within a transaction that holds it.</summary>
internal static class SqliteLockedRunColumns
{
    /// <summary>The columns of <c>active_runs</c>, in the order they are read.</summary>
    public const string List =
        $"""
        owner_id, id, epoch, event_seq, span_seq, total_tokens, cost_usd, losses, cancel_reason, worker_id,
        root_span_id, started_at, cancel_mode, time_limit_ms,
        coalesce(deadline <= {Now}, 0), session_id, coalesce(session_place, 0), retention
        """;

    /// <summary>Reads every row a command finds.</summary>
    public static List<LockedRun> Read(SqliteCommand command)
    {
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
        Key = new RunKey(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2)),
        Counters = new FencedRun
        {
            EventSeq = reader.GetInt64(3),
            SpanSeq = reader.GetInt64(4),
            TotalTokens = reader.GetInt64(5),
            CostUsd = reader.IsDBNull(6) ? null : reader.GetDecimal(6),
            Losses = reader.GetInt32(7),
            CancelReason = reader.IsDBNull(8) ? null : reader.GetString(8),
        },
        WorkerId = reader.IsDBNull(9) ? null : reader.GetGuid(9),
        RootSpan = SpanRows.FromColumn(reader.GetInt64(10)),
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(11)),
        CancelMode = CancelModeNames.TryParse(reader.IsDBNull(12) ? null : reader.GetString(12), out var mode)
            ? mode
            : null,
        TimeLimit = TimeSpan.FromMilliseconds(reader.GetInt64(13)),
        IsOverdue = reader.GetBoolean(14),
        SessionKey = reader.IsDBNull(15) ? null : reader.GetInt64(15),
        SessionPlace = reader.GetInt64(16),
        Retention = RetentionModeNames.Parse(reader.GetString(17)),
    };
}
