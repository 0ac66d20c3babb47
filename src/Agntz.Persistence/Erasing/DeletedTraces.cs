using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Erasing;

/// <summary>
/// Erases deleted traces: their spans, and a day later themselves, so that what is still on its way to one does not bring
/// it back. That of an active run waits for the run's end.
/// </summary>
internal static class DeletedTraces
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <returns>False when there are none.</returns>
    public static async Task<bool> EraseAsync(
        AgntzDbContext context, DateTimeOffset now, int rows, CancellationToken cancellationToken)
    {
        var found = await context.Traces
            .Where(trace => trace.DeletedAt <= now
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
        await ForgetAsync(context, batch, now, cancellationToken);
        return true;
    }

    private static async Task ForgetAsync(
        AgntzDbContext context, ErasedBatch batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var traces = context.Traces.Where(trace => trace.OwnerId == batch.OwnerId && batch.Ids.Contains(trace.Id));
        await traces.Where(trace => trace.SpanCount == 0).ExecuteDeleteAsync(cancellationToken);
        await traces.ExecuteUpdateAsync(
            it => it.SetProperty(trace => trace.DeletedAt, now + Remembered)
                .SetProperty(trace => trace.SpanCount, 0)
                .SetProperty(trace => trace.RootName, "")
                .SetProperty(trace => trace.AgentId, (string?)null)
                .SetProperty(trace => trace.RequestedVersion, (string?)null)
                .SetProperty(trace => trace.SessionId, (long?)null),
            cancellationToken);
    }
}
