using Agntz.Persistence.Ingesting;
using Agntz.Persistence.Model.Traces;
using Microsoft.Data.Sqlite;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Reads what there is of a trace, within a transaction that holds it.</summary>
internal static class SqliteLockedTrace
{
    private const string Run = "SELECT retention FROM runs WHERE owner_id = $0 AND id = $1";

    private const string Active =
        """
        SELECT span_seq, total_tokens, cost_usd, retention FROM active_runs WHERE owner_id = $0 AND id = $1
        """;

    private const string Open =
        """
        SELECT span_seq, root_ended, last_arrival, ended_at, root_status, has_errors
        FROM open_traces WHERE owner_id = $0 AND id = $1
        """;

    private const string Summary =
        """
        SELECT t.is_run, t.root_name, t.agent_id, t.started_at, t.ended_at, t.status, t.span_count, t.total_tokens,
            t.total_cost_usd, t.deleted_at
        FROM traces t WHERE t.owner_id = $0 AND t.id = $1
        """;

    private const string Span = "SELECT 1 FROM spans WHERE owner_id = $0 AND trace_id = $1 AND span_id = $2";

    public static LockedTrace Read(SqliteWriteConnection connection, long ownerId, Guid id)
    {
        var trace = new LockedTrace
        {
            Id = id,
            Retention = connection.Command(Run, ownerId, id).ExecuteScalar() as string,
        };
        using (var reader = connection.Command(Active, ownerId, id).ExecuteReader())
        {
            if (reader.Read())
            {
                trace.Active = new ActiveTrace(
                    reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetDecimal(2),
                    reader.GetString(3));
            }
        }

        using (var reader = connection.Command(Open, ownerId, id).ExecuteReader())
        {
            trace.Open = reader.Read() ? ReadOpen(reader, ownerId, id) : null;
        }

        using (var reader = connection.Command(Summary, ownerId, id).ExecuteReader())
        {
            trace.Summary = reader.Read() ? ReadSummary(reader, ownerId, id) : null;
        }

        return trace;
    }

    public static bool Has(SqliteWriteConnection connection, long ownerId, Guid trace, long span) =>
        connection.Command(Span, ownerId, trace, span).ExecuteScalar() is not null;

    private static OpenTraceRow ReadOpen(SqliteDataReader reader, long ownerId, Guid id) => new()
    {
        OwnerId = ownerId,
        Id = id,
        SpanSeq = reader.GetInt64(0),
        RootEnded = reader.GetBoolean(1),
        LastArrival = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
        EndedAt = Instant(reader, 3),
        RootStatus = Text(reader, 4),
        HasErrors = reader.GetBoolean(5),
    };

    private static TraceRow ReadSummary(SqliteDataReader reader, long ownerId, Guid id) => new()
    {
        OwnerId = ownerId,
        Id = id,
        IsRun = reader.GetBoolean(0),
        RootName = reader.GetString(1),
        AgentId = Text(reader, 2),
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
        EndedAt = Instant(reader, 4),
        Status = Text(reader, 5),
        SpanCount = reader.GetInt64(6),
        TotalTokens = reader.GetInt64(7),
        TotalCostUsd = reader.IsDBNull(8) ? null : reader.GetDecimal(8),
        DeletedAt = Instant(reader, 9),
    };

    private static string? Text(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? Instant(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
