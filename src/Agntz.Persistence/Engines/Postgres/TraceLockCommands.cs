using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>The statements that lock traces and look what there is of them.</summary>
internal static class TraceLockCommands
{
    /// <summary>Reads the database's clock, as instants are kept.</summary>
    internal const string Clock = "SELECT clock_timestamp()::timestamptz(3)";

    // The owner is joined like the rest of each key: as a condition alone it would make a plan, as long as the table is
    // small, that reads all rows of the owner, and the plan is kept.
    private const string Wanted = "JOIN unnest($1, $2) AS u(owner_id, id) ON t.owner_id = u.owner_id AND t.id = u.id";

    // Before the rest: what there is of a run that is seen here is seen by every statement after this one.
    private const string Runs = $"SELECT t.id, t.retention FROM runs t {Wanted}";

    private const string Active =
        $"""
        SELECT t.id, t.span_seq, t.total_tokens, t.cost_usd, t.retention FROM active_runs t {Wanted}
        ORDER BY t.id FOR UPDATE OF t
        """;

    private const string Open =
        $"""
        SELECT t.id, t.span_seq, t.root_ended, t.last_arrival, t.ended_at, t.root_status, t.has_errors FROM open_traces t {Wanted}
        ORDER BY t.id FOR UPDATE OF t
        """;

    private const string Summaries =
        $"""
        SELECT t.id, t.is_run, t.root_name, t.agent_id, t.started_at, t.ended_at, t.status, t.span_count,
            t.total_tokens, t.total_cost_usd, t.deleted_at
        FROM traces t {Wanted}
        ORDER BY t.id FOR UPDATE OF t
        """;

    /// <summary>Looks for spans by their keys.</summary>
    internal const string OfSpans =
        """
        SELECT t.trace_id, t.span_id FROM spans t
        JOIN unnest($1, $2, $3) AS u(owner_id, trace_id, span_id)
            ON t.owner_id = u.owner_id AND t.trace_id = u.trace_id AND t.span_id = u.span_id
        """;

    /// <summary>Look for traces by their keys.</summary>
    internal static readonly string[] OfTraces = [Runs, Active, Open, Summaries];

    public static void AddTo(NpgsqlBatch batch, long ownerId, Guid[] traces, IReadOnlyList<(Guid Trace, long Span)> spans)
    {
        foreach (var text in OfTraces)
        {
            Add(
                text,
                ArrayParameters.Of(NpgsqlDbType.Bigint, [.. traces.Select(_ => ownerId)]),
                ArrayParameters.Of(NpgsqlDbType.Uuid, traces));
        }

        Add(
            OfSpans,
            ArrayParameters.Of(NpgsqlDbType.Bigint, [.. spans.Select(_ => ownerId)]),
            ArrayParameters.Of(NpgsqlDbType.Uuid, [.. spans.Select(span => span.Trace)]),
            ArrayParameters.Of(NpgsqlDbType.Bigint, [.. spans.Select(span => span.Span)]));

        // After the locks: whoever was waited for has arrived before.
        Add(Clock);

        void Add(string text, params NpgsqlParameter[] parameters)
        {
            var command = new NpgsqlBatchCommand(text);
            command.Parameters.AddRange(parameters);
            batch.BatchCommands.Add(command);
        }
    }
}
