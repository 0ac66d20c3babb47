using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Persistence.Model.Traces;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <summary>The span log, which is in the spans themselves: each holds the number of its start and of its end.</summary>
internal static class SpanLog
{
    // A reader that stops keeps what it has read, so a piece is small. What is stored may be compressed.
    private const int MostEntries = SpanRowConfiguration.Early;
    private const long EnoughBytes = 64 * 1024;

    public static async Task<LogPage?> ReadAsync(
        AgntzDbContext context, Owner owner, RunId id, long after, CancellationToken cancellationToken)
    {
        var rows = await Rows(context, owner, id, after).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        var (trace, summary) = (rows[0].Trace, ToSummary(owner, rows[0]));
        var isRemoved = rows[0].Retention == RetentionMode.Result.ToName() && trace.DoneSeq is not null;
        var entries = isRemoved
            ? []
            : rows.Where(row => row.Span is not null).Select(row => Entry(summary.Identity, row)).ToList();
        var isWhole = entries.Count == rows[0].Rest;
        if (trace.DoneSeq is { } done && (isRemoved || (isWhole && done > after && done <= after + MostEntries)))
        {
            entries.Add(new LogEntry.TraceDone(done, summary, isRemoved));
        }

        return new LogPage
        {
            Entries = [.. entries.OrderBy(entry => entry.Seq)],
            LastSeq = trace.DoneSeq ?? rows[0].ActiveSeq ?? rows[0].OpenSeq ?? 0,
            IsEnded = trace.DoneSeq is not null,
            IsRemoved = isRemoved,
            Summary = summary,
        };
    }

    private static LogEntry Entry(TraceIdentity trace, SpanLogRow row) => row.IsEnd
        ? new LogEntry.SpanEnded(row.Span!.EndSeq!.Value, trace, StoredSpan.Now(row.Span))
        : new LogEntry.SpanStarted(row.Span!.StartSeq!.Value, trace, StoredSpan.AtStart(row.Span));

    // What is counted while a trace runs is left out: it is told with the end alone.
    private static TraceSummary ToSummary(Owner owner, SpanLogRow row) => new SummaryRow
    {
        Trace = row.Trace,
        Session = row.Session,
        SpanCount = row.Trace.SpanCount,
        TotalTokens = row.Trace.TotalTokens,
        CostUsd = row.Trace.TotalCostUsd,
    }.ToSummary(owner);

    // One statement, so that where the log ends and what is in it are of the same instant.
    private static IQueryable<SpanLogRow> Rows(
        AgntzDbContext context, Owner owner, RunId id, long after) =>
        from trace in context.Traces
        where trace.OwnerId == owner.Id && trace.Id == id.Value && trace.DeletedAt == null
        join run in context.Runs on new { trace.OwnerId, trace.Id } equals new { run.OwnerId, run.Id } into runs
        from run in runs.DefaultIfEmpty()
        join active in context.ActiveRuns
            on new { trace.OwnerId, trace.Id } equals new { active.OwnerId, active.Id } into actives
        from active in actives.DefaultIfEmpty()
        join open in context.OpenTraces
            on new { trace.OwnerId, trace.Id } equals new { open.OwnerId, open.Id } into opens
        from open in opens.DefaultIfEmpty()
        join session in context.Sessions
            on new { trace.OwnerId, Key = trace.SessionId } equals new { session.OwnerId, Key = (long?)session.Id } into sessions
        from session in sessions.DefaultIfEmpty()
        from place in Places(context, owner, id, after).DefaultIfEmpty()
        join span in context.Spans
            on new { trace.OwnerId, trace.Id, place.SpanId }
            equals new { span.OwnerId, Id = span.TraceId, span.SpanId } into spans
        from span in spans.DefaultIfEmpty()
        select new SpanLogRow
        {
            Trace = trace,
            Session = session == null ? null : session.Name,
            Retention = run == null ? null : run.Retention,
            ActiveSeq = active == null ? null : active.SpanSeq,
            OpenSeq = open == null ? null : open.SpanSeq,
            Rest = (long?)place.Rest ?? 0,
            IsEnd = (bool?)place.IsEnd ?? false,
            Span = span,
        };

    // The next entries, as many as are not too much together, each found by its number.
    private static IQueryable<Place> Places(AgntzDbContext context, Owner owner, RunId id, long after) =>
        context.Database.SqlQueryRaw<Place>(
            Statement(context.StoredBytes, isLate: after >= SpanRowConfiguration.Early),
            owner.Id, id.Value, after, after + MostEntries, EnoughBytes);

    /// <summary>The statement that finds entries by their numbers.</summary>
    /// <param name="bytes">The function that says how much is stored of a value.</param>
    /// <param name="isLate">Whether the numbers are all in the indexes.</param>
    internal static string Statement(string bytes, bool isLate)
    {
        return $$"""
            SELECT span_id, is_end, rest FROM (
                SELECT span_id, is_end, COUNT(*) OVER () AS rest, SUM(bytes) OVER (ORDER BY seq) - bytes AS before
                FROM ({{Of("start_seq", "FALSE")}} UNION ALL {{Of("end_seq", "TRUE")}}) AS entries
            ) AS counted
            WHERE before < {4}
            """;

        string Of(string number, string isEnd) =>
            $$"""
            SELECT span_id, {{number}} AS seq, {{isEnd}} AS is_end, COALESCE({{bytes}}(start_attributes), 0)
                + COALESCE({{bytes}}(end_attributes), 0) + COALESCE({{bytes}}(events), 0) AS bytes
            FROM spans
            WHERE owner_id = {0} AND trace_id = {1} AND {{number}} > {2} AND {{number}} <= {3}
                {{(isLate ? $"AND {number} > {SpanRowConfiguration.Early}" : "")}}
            """;
    }

    private sealed record Place(long SpanId, bool IsEnd, long Rest);
}
