using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Erasing;

/// <summary>Erases deleted runs: their logs, and then themselves. One that is active waits for its end.</summary>
internal static class DeletedRuns
{
    /// <returns>False when there are none.</returns>
    public static async Task<bool> EraseAsync(AgntzDbContext context, int rows, CancellationToken cancellationToken)
    {
        var found = await context.Runs
            .Where(run => run.DeletedAt != null && run.Status != null)
            .OrderBy(run => run.DeletedAt)
            .Take(ErasedBatch.Most)
            .Select(run => new ValueTuple<long, Guid, long>(run.OwnerId, run.Id, run.LastEventSeq!.Value))
            .ToListAsync(cancellationToken);
        if (ErasedBatch.Of(found, rows) is not { } batch)
        {
            return false;
        }

        var segments = context.RunEvents.Where(segment =>
            segment.OwnerId == batch.OwnerId && batch.Ids.Contains(segment.RunId));
        if (batch.IsLarge)
        {
            var last = await segments.OrderBy(segment => segment.FirstSeq).Skip(rows - 1)
                .Select(segment => (long?)segment.FirstSeq)
                .FirstOrDefaultAsync(cancellationToken);
            if (last is { } until)
            {
                await segments.Where(segment => segment.FirstSeq <= until).ExecuteDeleteAsync(cancellationToken);
                return true;
            }
        }

        await segments.ExecuteDeleteAsync(cancellationToken);
        await context.RunPayloads
            .Where(payload => payload.OwnerId == batch.OwnerId && batch.Ids.Contains(payload.RunId))
            .ExecuteDeleteAsync(cancellationToken);
        await context.Runs
            .Where(run => run.OwnerId == batch.OwnerId && batch.Ids.Contains(run.Id))
            .ExecuteDeleteAsync(cancellationToken);
        return true;
    }
}
