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
    // A reader that stops keeps what it has read, so a piece is small.
    private const int MostEntries = 256;

    public static async Task<LogPage?> ReadAsync(
        AgntzDbContext context, Owner owner, RunId id, long after, CancellationToken cancellationToken)
    {
        var until = after + MostEntries;
        var rows = await Rows(context, owner, id, after, until).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        var (trace, summary) = (rows[0].Trace, ToSummary(owner, rows[0]));
        var isRemoved = rows[0].Retention == RetentionMode.Result.ToName() && trace.DoneSeq is not null;
        var identity = summary.Identity;
        var entries = isRemoved
            ? []
            : rows.Where(row => row.Span is not null).SelectMany(row => Entries(identity, row.Span!)).ToList();
        if (trace.DoneSeq is { } done && (done <= until || isRemoved))
        {
            entries.Add(new LogEntry.TraceDone(done, summary, isRemoved));
        }

        return new LogPage
        {
            Entries =
            [
                .. entries.Where(entry => isRemoved || (entry.Seq > after && entry.Seq <= until))
                    .OrderBy(entry => entry.Seq),
            ],
            LastSeq = trace.DoneSeq ?? rows[0].ActiveSeq ?? rows[0].OpenSeq ?? 0,
            IsEnded = trace.DoneSeq is not null,
            IsRemoved = isRemoved,
            Summary = summary,
        };
    }

    private static IEnumerable<LogEntry> Entries(TraceIdentity trace, SpanRow row)
    {
        yield return new LogEntry.SpanStarted(row.StartSeq!.Value, trace, StoredSpan.AtStart(row));
        if (row.EndSeq is { } end)
        {
            yield return new LogEntry.SpanEnded(end, trace, StoredSpan.Now(row));
        }
    }

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
        AgntzDbContext context, Owner owner, RunId id, long after, long until) =>
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
        join span in context.Spans.Where(span => (span.StartSeq > after && span.StartSeq <= until)
                || (span.EndSeq > after && span.EndSeq <= until))
            on new { trace.OwnerId, trace.Id } equals new { span.OwnerId, Id = span.TraceId } into spans
        from span in spans.DefaultIfEmpty()
        select new SpanLogRow
        {
            Trace = trace,
            Session = session == null ? null : session.Name,
            Retention = run == null ? null : run.Retention,
            ActiveSeq = active == null ? null : active.SpanSeq,
            OpenSeq = open == null ? null : open.SpanSeq,
            Span = span,
        };
}
