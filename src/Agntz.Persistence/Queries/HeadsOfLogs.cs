using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <summary>How far many logs have come, each found by its key.</summary>
internal static class HeadsOfLogs
{
    public static async Task<IReadOnlyDictionary<LogName, LogHeads>> ReadAsync(
        AgntzDbContext context, IReadOnlyCollection<LogName> logs, CancellationToken cancellationToken)
    {
        var (table, parameters) = context.TableOf(logs);
        var rows = await context.Database.SqlQueryRaw<Row>(Statement(table), parameters).ToListAsync(cancellationToken);
        return rows.ToDictionary(
            row => new LogName(row.OwnerId, new RunId(row.Id)), row => new LogHeads(row.EventSeq, row.SpanSeq));
    }

    /// <summary>The statement. What is joined or looked up is found by both parts of a key, never by one of them.</summary>
    /// <param name="keys">The table of the keys.</param>
    internal static string Statement(string keys) =>
        $"""
        SELECT u.owner_id, u.id,
            COALESCE(
                (SELECT r.last_event_seq FROM runs AS r WHERE r.owner_id = u.owner_id AND r.id = u.id),
                (SELECT a.event_seq FROM active_runs AS a WHERE a.owner_id = u.owner_id AND a.id = u.id),
                0) AS event_seq,
            COALESCE(
                t.done_seq,
                (SELECT a.span_seq FROM active_runs AS a WHERE a.owner_id = u.owner_id AND a.id = u.id),
                (SELECT o.span_seq FROM open_traces AS o WHERE o.owner_id = u.owner_id AND o.id = u.id),
                0) AS span_seq
        FROM {keys} JOIN traces AS t ON t.owner_id = u.owner_id AND t.id = u.id
        WHERE t.deleted_at IS NULL
        """;

    private sealed record Row(long OwnerId, Guid Id, long EventSeq, long SpanSeq);
}
