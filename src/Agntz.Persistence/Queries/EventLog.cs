using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Composing;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <summary>The run log as the segments keep it.</summary>
internal static class EventLog
{
    private const int MostSegments = 8;

    // Many may read at once, and keep what they have read until they have sent it: so a piece is small.
    private const int EnoughBytes = 256 * 1024;

    private static readonly string NoLog = RetentionMode.None.ToName();

    public static async Task<LogPage?> ReadAsync(
        AgntzDbContext context, Owner owner, RunId id, long after, CancellationToken cancellationToken)
    {
        (string Retention, long? Last, long Seq)? log = null;
        var entries = new List<LogEntry>();
        var bytes = 0;
        await foreach (var row in Rows(context, owner, id, after).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            log ??= (row.Retention, row.LastEventSeq, row.LastEventSeq ?? row.ActiveSeq ?? 0);
            foreach (var entry in Entries(row, after))
            {
                entries.Add(entry);
                bytes += entry.Bytes;
            }

            if (bytes >= EnoughBytes)
            {
                break;
            }
        }

        return log switch
        {
            null => null,
            { Last: { } last } it when it.Retention == RetentionMode.Result.ToName() =>
                await RemovedLog.ReadEventsAsync(context, owner, id, last, cancellationToken),
            { } it => new LogPage { Entries = entries, LastSeq = it.Seq, IsEnded = it.Last is not null },
        };
    }

    private static IEnumerable<LogEntry> Entries(EventLogRow row, long after) => row.Frames is null
        ? []
        : EventSegments.Read(row.FirstSeq!.Value, row.Frames).Where(entry => entry.Seq > after);

    // One statement, so that where the log ends and what is in it are of the same instant.
    private static IQueryable<EventLogRow> Rows(AgntzDbContext context, Owner owner, RunId id, long after) =>
        from run in context.Runs
        where run.OwnerId == owner.Id && run.Id == id.Value && run.DeletedAt == null && run.Retention != NoLog
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
