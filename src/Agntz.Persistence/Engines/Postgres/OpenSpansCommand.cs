using Agntz.Domain.Runs;
using Agntz.Persistence.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Reads the open spans of runs that are locked.</summary>
internal static class OpenSpansCommand
{
    private const string Columns =
        """
        SELECT s.owner_id, s.trace_id, h.epoch, s.span_id, s.started_at, s.kind = 'model.call' AND EXISTS (
            SELECT 1 FROM run_events e WHERE e.owner_id = s.owner_id AND e.run_id = s.trace_id
            AND e.frames::text LIKE '%"spanId":"' || lpad(to_hex(s.span_id), 16, '0') || '"%')
        FROM spans s
        """;

    private const string Open = "WHERE s.ended_at IS NULL ORDER BY s.start_seq";

    private const string OpenSpans =
        $"""
        {Columns}
        JOIN unnest($1, $2, $3) AS h(owner_id, id, epoch) ON s.owner_id = h.owner_id AND s.trace_id = h.id
        {Open}
        """;

    private const string OpenSpansAndWaiting =
        $"""
        WITH h AS (
            SELECT * FROM unnest($1, $2, $3) AS h(owner_id, id, epoch)
            UNION
            SELECT a.owner_id, a.id, a.epoch
            FROM unnest($4, $5) AS named(owner_id, name)
            {SessionCommands.ByName}
            JOIN active_runs a ON a.owner_id = s.owner_id AND a.session_id = s.id
            WHERE a.worker_id IS NULL)
        {Columns}
        JOIN h ON s.owner_id = h.owner_id AND s.trace_id = h.id
        {Open}
        """;

    /// <param name="batch">What the command is added to.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="superseding">
    /// Runs that are created: of those that they end, which wait in the same sessions, the spans are read as well.
    /// </param>
    public static void AddTo(NpgsqlBatch batch, IReadOnlyList<RunKey> runs, IReadOnlyList<NewRun> superseding)
    {
        var command = new NpgsqlBatchCommand(superseding.Count == 0 ? OpenSpans : OpenSpansAndWaiting);
        command.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Bigint, [.. runs.Select(run => run.OwnerId)]));
        command.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Uuid, [.. runs.Select(run => run.Id)]));
        command.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Bigint, [.. runs.Select(run => run.Epoch)]));
        if (superseding.Count > 0)
        {
            command.Parameters.Add(SessionCommands.OwnersOf(superseding));
            command.Parameters.Add(SessionCommands.NamesOf(superseding));
        }

        batch.BatchCommands.Add(command);
    }

    public static async Task<IReadOnlyDictionary<RunKey, IReadOnlyList<OpenSpanRow>>> ReadAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<(RunKey Run, OpenSpanRow Span)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((new RunKey(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2)),
                new OpenSpanRow(reader.GetInt64(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetBoolean(5))));
        }

        return rows.GroupBy(row => row.Run, row => row.Span)
            .ToDictionary(run => run.Key, run => (IReadOnlyList<OpenSpanRow>)[.. run]);
    }
}
