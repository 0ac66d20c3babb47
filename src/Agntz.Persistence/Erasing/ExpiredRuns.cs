using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Erasing;

/// <summary>Deletes runs whose time is over, with their traces. One that is active waits for its end.</summary>
internal static class ExpiredRuns
{
    /// <returns>How many.</returns>
    public static async Task<int> MarkAsync(
        AgntzDbContext context, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var expired = await context.Runs
            .Where(run => run.ExpiresAt <= now && run.DeletedAt == null && run.Status != null)
            .OrderBy(run => run.ExpiresAt)
            .Take(limit)
            .Select(run => new { run.OwnerId, run.Id })
            .ToListAsync(cancellationToken);
        foreach (var owned in expired.GroupBy(run => run.OwnerId, run => run.Id))
        {
            var (owner, ids) = (owned.Key, owned.ToArray());
            await context.Runs
                .Where(run => run.OwnerId == owner && ids.Contains(run.Id) && run.DeletedAt == null)
                .ExecuteUpdateAsync(it => it.SetProperty(run => run.DeletedAt, now), cancellationToken);
            await context.Traces
                .Where(trace => trace.OwnerId == owner && ids.Contains(trace.Id) && trace.DeletedAt == null)
                .ExecuteUpdateAsync(it => it.SetProperty(trace => trace.DeletedAt, now), cancellationToken);
        }

        return expired.Count;
    }
}
