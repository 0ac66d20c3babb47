using Agntz.Persistence.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Reads the open spans of runs that are locked.</summary>
internal static class OpenSpansCommand
{
    private const string OpenSpans =
        """
        SELECT s.owner_id, s.trace_id, h.epoch, s.span_id, s.started_at, s.kind = 'model.call' AND EXISTS (
            SELECT 1 FROM run_events e WHERE e.owner_id = s.owner_id AND e.run_id = s.trace_id
            AND e.frames::text LIKE '%"spanId":"' || lpad(to_hex(s.span_id), 16, '0') || '"%')
        FROM spans s
        JOIN unnest($1, $2, $3) AS h(owner_id, id, epoch) ON s.owner_id = h.owner_id AND s.trace_id = h.id
        WHERE s.ended_at IS NULL
        ORDER BY s.start_seq
        """;

    public static void AddTo(NpgsqlBatch batch, IReadOnlyList<RunKey> runs)
    {
        var command = new NpgsqlBatchCommand(OpenSpans);
        command.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Bigint, [.. runs.Select(run => run.OwnerId)]));
        command.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Uuid, [.. runs.Select(run => run.Id)]));
        command.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Bigint, [.. runs.Select(run => run.Epoch)]));
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
