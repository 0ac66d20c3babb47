using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Composing;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Compacting;

/// <summary>
/// Puts the log of an ended run together: one segment for each flush becomes few of a handy size, with the same events
/// under the same numbers. Whoever reads sees the log as it was before or as it is after.
/// </summary>
internal sealed class SegmentCompaction(IContexts contexts)
{
    /// <summary>A log of so few segments is read in one piece as it is.</summary>
    public const int Few = 8;

    private const int AtOnce = 64;

    /// <summary>
    /// The logs among these that have more segments than a few. Asked for many at once: most logs are short, and a
    /// question for each would cost more than it finds.
    /// </summary>
    public async Task<IReadOnlyList<LogName>> FindLongAsync(
        IReadOnlyList<LogName> logs, CancellationToken cancellationToken)
    {
        var found = new List<LogName>();
        await using var context = contexts.CreateReading();
        foreach (var owned in logs.GroupBy(log => log.OwnerId))
        {
            var runs = owned.Select(log => log.Run.Value).ToList();
            var many = await context.RunEvents
                .Where(segment => segment.OwnerId == owned.Key && runs.Contains(segment.RunId))
                .GroupBy(segment => segment.RunId).Where(segments => segments.Count() > Few)
                .Select(segments => segments.Key)
                .ToListAsync(cancellationToken);
            found.AddRange(many.Select(run => new LogName(owned.Key, new RunId(run))));
        }

        return found;
    }

    /// <summary>Puts a log together.</summary>
    /// <returns>False when it was left as it is: its run is active, or it is gone.</returns>
    public async Task<bool> RunAsync(LogName log, CancellationToken cancellationToken) =>
        await contexts.WriteAsync(context => RewriteAsync(context, log, cancellationToken), cancellationToken);

    private static IQueryable<RunEventsRow> Segments(AgntzDbContext context, LogName log) =>
        context.RunEvents.Where(segment => segment.OwnerId == log.OwnerId && segment.RunId == log.Run.Value);

    private static async Task<bool> RewriteAsync(AgntzDbContext context, LogName log, CancellationToken cancellationToken)
    {
        if (!await LockAsync(context, log, cancellationToken))
        {
            return false;
        }

        var waiting = new SegmentFilling(log.OwnerId, log.Run.Value, first: 1);
        var after = 0L;
        while (true)
        {
            var rows = await Segments(context, log).Where(segment => segment.FirstSeq > after)
                .OrderBy(segment => segment.FirstSeq).Take(AtOnce).ToListAsync(cancellationToken);
            if (rows.Count == 0)
            {
                break;
            }

            var (first, last) = (rows[0].FirstSeq, rows[^1].FirstSeq);
            await Segments(context, log).Where(segment => segment.FirstSeq >= first && segment.FirstSeq <= last)
                .ExecuteDeleteAsync(cancellationToken);
            var events = rows.SelectMany(row => EventSegments.Read(row.FirstSeq, row.Frames));
            await InsertAsync(context, waiting.Add(events), cancellationToken);
            after = last;
        }

        await InsertAsync(context, waiting.Complete(), cancellationToken);
        return true;
    }

    // The same value again: it takes the lock of the row on either engine, and says whether there is such a run.
    private static async Task<bool> LockAsync(AgntzDbContext context, LogName log, CancellationToken cancellationToken) =>
        await context.Runs
            .Where(run => run.OwnerId == log.OwnerId && run.Id == log.Run.Value)
            .Where(run => run.LastEventSeq != null && run.DeletedAt == null)
            .ExecuteUpdateAsync(run => run.SetProperty(it => it.LastEventSeq, it => it.LastEventSeq), cancellationToken) == 1;

    private static async Task InsertAsync(
        AgntzDbContext context, IEnumerable<RunEventsRow> segments, CancellationToken cancellationToken)
    {
        context.RunEvents.AddRange(segments);
        await context.SaveChangesAsync(cancellationToken);
        context.ChangeTracker.Clear();
    }
}
