using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>What is read of an active run when its row is locked.</summary>
internal static class LockedRunColumns
{
    /// <summary>The columns of <c>active_runs a</c>, in the order they are read.</summary>
    public const string List =
        """
        a.owner_id, a.id, a.epoch, a.event_seq, a.span_seq, a.total_tokens, a.cost_usd, a.losses, a.cancel_reason,
        a.worker_id, a.root_span_id, a.started_at, a.cancel_mode, a.time_limit_ms,
        coalesce(a.deadline <= clock_timestamp(), false), a.session_id, coalesce(a.session_place, 0),
        a.retention
        """;

    /// <summary>How many they are.</summary>
    public const int Count = 18;

    /// <summary>Reads every row of a result.</summary>
    public static async Task<List<LockedRun>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var runs = new List<LockedRun>();
        while (await reader.ReadAsync(cancellationToken))
        {
            runs.Add(Read(reader));
        }

        return runs;
    }

    /// <summary>Reads the row a reader is at.</summary>
    public static LockedRun Read(NpgsqlDataReader reader) => new()
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
        StartedAt = reader.GetFieldValue<DateTimeOffset>(11),
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
