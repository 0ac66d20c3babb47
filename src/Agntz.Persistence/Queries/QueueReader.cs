using Agntz.Domain.Workers;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <inheritdoc/>
internal sealed class QueueReader(IContexts contexts) : IQueueReader
{
    public async Task<QueueState> ReadAsync(int most, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        return await context.ActiveRuns
            .Where(run => run.WorkerId == null && run.Ready)
            .OrderBy(run => run.OwnerId)
            .ThenBy(run => run.StartedAt)
            .Take(most)
            .GroupBy(_ => 1)
            .Select(runs => new QueueState(runs.Count(), runs.Min(run => (DateTimeOffset?)run.StartedAt)))
            .SingleOrDefaultAsync(cancellationToken);
    }
}
