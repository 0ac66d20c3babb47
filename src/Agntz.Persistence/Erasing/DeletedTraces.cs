using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Erasing;

/// <summary>Erases deleted traces: their spans, and then themselves. That of an active run waits for the run's end.</summary>
internal static class DeletedTraces
{
    /// <returns>False when there are none.</returns>
    public static async Task<bool> EraseAsync(AgntzDbContext context, int rows, CancellationToken cancellationToken)
    {
        var found = await context.Traces
            .Where(trace => trace.DeletedAt != null
                && !context.ActiveRuns.Any(run => run.OwnerId == trace.OwnerId && run.Id == trace.Id))
            .OrderBy(trace => trace.DeletedAt)
            .Take(ErasedBatch.Most)
            .Select(trace => new ValueTuple<long, Guid, long>(trace.OwnerId, trace.Id, trace.SpanCount))
            .ToListAsync(cancellationToken);
        if (ErasedBatch.Of(found, rows) is not { } batch)
        {
            return false;
        }

        var spans = context.Spans.Where(span => span.OwnerId == batch.OwnerId && batch.Ids.Contains(span.TraceId));
        if (batch.IsLarge)
        {
            // The spans of one trace, up to the one that is as many on.
            var last = await spans.OrderBy(span => span.SpanId).Skip(rows - 1)
                .Select(span => (long?)span.SpanId)
                .FirstOrDefaultAsync(cancellationToken);
            if (last is { } until)
            {
                await spans.Where(span => span.SpanId <= until).ExecuteDeleteAsync(cancellationToken);
                return true;
            }
        }

        await spans.ExecuteDeleteAsync(cancellationToken);
        await context.Traces
            .Where(trace => trace.OwnerId == batch.OwnerId && batch.Ids.Contains(trace.Id))
            .ExecuteDeleteAsync(cancellationToken);
        return true;
    }
}
