using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>The statements that lock traces and look what there is of them.</summary>
internal static class TraceLockCommands
{
    // Before the rest: what there is of a run that is seen here is seen by every statement after this one.
    private const string Runs = "SELECT id, retention FROM runs WHERE owner_id = $1 AND id = ANY($2)";

    private const string Active =
        """
        SELECT id, span_seq, total_tokens, cost_usd, retention FROM active_runs
        WHERE owner_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE
        """;

    private const string Open =
        """
        SELECT id, span_seq, root_ended, last_arrival FROM open_traces
        WHERE owner_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE
        """;

    private const string Summaries =
        """
        SELECT t.id, t.is_run, t.root_name, t.agent_id, t.started_at, t.ended_at, t.status, t.span_count,
            t.total_tokens, t.total_cost_usd, t.deleted_at
        FROM traces t
        WHERE t.owner_id = $1 AND t.id = ANY($2) ORDER BY t.id FOR UPDATE
        """;

    // The owner is joined like the rest of the key: as a condition alone it would make a plan, as long as the table is
    // small, that reads all spans of the owner, and the plan is kept.
    internal const string Spans =
        """
        SELECT s.trace_id, s.span_id FROM unnest($1, $2, $3) AS u(owner_id, trace_id, span_id)
        JOIN spans s ON s.owner_id = u.owner_id AND s.trace_id = u.trace_id AND s.span_id = u.span_id
        """;

    public static void AddTo(NpgsqlBatch batch, long ownerId, Guid[] traces, IReadOnlyList<(Guid Trace, long Span)> spans)
    {
        foreach (var text in (string[])[Runs, Active, Open, Summaries])
        {
            Add(text, new NpgsqlParameter<long> { TypedValue = ownerId }, ArrayParameters.Of(NpgsqlDbType.Uuid, traces));
        }

        Add(
            Spans,
            ArrayParameters.Of(NpgsqlDbType.Bigint, [.. spans.Select(_ => ownerId)]),
            ArrayParameters.Of(NpgsqlDbType.Uuid, [.. spans.Select(span => span.Trace)]),
            ArrayParameters.Of(NpgsqlDbType.Bigint, [.. spans.Select(span => span.Span)]));

        void Add(string text, params NpgsqlParameter[] parameters)
        {
            var command = new NpgsqlBatchCommand(text);
            command.Parameters.AddRange(parameters);
            batch.BatchCommands.Add(command);
        }
    }
}
