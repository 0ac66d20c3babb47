using Agntz.Persistence.Writing;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Reads the open spans of a run within a transaction that holds it.</summary>
internal static class SqliteOpenSpans
{
    private const string OpenSpans =
        """
        SELECT span_id, started_at, kind = 'model.call' AND EXISTS (
            SELECT 1 FROM run_events e WHERE e.owner_id = $0 AND e.run_id = $1
            AND e.frames LIKE '%"spanId":"' || printf('%016x', span_id) || '"%')
        FROM spans
        WHERE owner_id = $0 AND trace_id = $1 AND ended_at IS NULL ORDER BY start_seq
        """;

    public static IReadOnlyList<OpenSpanRow> Read(SqliteWriteConnection connection, RunKey run)
    {
        var spans = new List<OpenSpanRow>();
        using var reader = connection.Command(OpenSpans, run.OwnerId, run.Id).ExecuteReader();
        while (reader.Read())
        {
            spans.Add(new OpenSpanRow(
                reader.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), reader.GetBoolean(2)));
        }

        return spans;
    }
}
