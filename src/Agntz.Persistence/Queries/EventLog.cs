using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Persistence.Model;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Composing;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <summary>The run log as the segments keep it.</summary>
internal static class EventLog
{
    // A reader that stops keeps what it has read, so a piece is small.
    private const int MostSegments = 8;

    public static async Task<LogPage?> ReadAsync(
        AgntzDbContext context, Owner owner, RunId id, long after, CancellationToken cancellationToken)
    {
        var rows = await Rows(context, owner, id, after).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        var run = rows[0];
        if (run.LastEventSeq is { } last && run.Retention == Retentions.Result)
        {
            return await RemovedLog.ReadEventsAsync(context, owner, id, last, cancellationToken);
        }

        return new LogPage
        {
            Entries = [.. rows.SelectMany(row => Entries(row, after))],
            LastSeq = run.LastEventSeq ?? run.ActiveSeq ?? 0,
            IsEnded = run.LastEventSeq is not null,
        };
    }

    private static IEnumerable<LogEntry> Entries(EventLogRow row, long after) => row.Frames is null
        ? []
        : EventSegments.Read(row.FirstSeq!.Value, row.Frames).Where(entry => entry.Seq > after);

    // One statement, so that where the log ends and what is in it are of the same instant.
    private static IQueryable<EventLogRow> Rows(AgntzDbContext context, Owner owner, RunId id, long after) =>
        from run in context.Runs
        where run.OwnerId == owner.Id && run.Id == id.Value && run.DeletedAt == null
        join active in context.ActiveRuns
            on new { run.OwnerId, run.Id } equals new { active.OwnerId, active.Id } into actives
        from active in actives.DefaultIfEmpty()
        join segment in Segments(context, owner, id, after)
            on new { run.OwnerId, RunId = run.Id } equals new { segment.OwnerId, segment.RunId } into segments
        from segment in segments.DefaultIfEmpty()
        orderby segment.FirstSeq
        select new EventLogRow
        {
            Retention = run.Retention,
            LastEventSeq = run.LastEventSeq,
            ActiveSeq = active == null ? null : active.EventSeq,
            FirstSeq = segment == null ? null : segment.FirstSeq,
            Frames = segment == null ? null : segment.Frames,
        };

    // The key of segments begins with their first number: the one that holds the next event is found by it.
    private static IQueryable<RunEventsRow> Segments(AgntzDbContext context, Owner owner, RunId id, long after)
    {
        var segments = context.RunEvents.Where(segment => segment.OwnerId == owner.Id && segment.RunId == id.Value);
        return segments
            .Where(segment => segment.LastSeq > after && segment.FirstSeq >=
                (segments.Where(other => other.FirstSeq <= after + 1).Max(other => (long?)other.FirstSeq) ?? 0))
            .OrderBy(segment => segment.FirstSeq)
            .Take(MostSegments);
    }
}
