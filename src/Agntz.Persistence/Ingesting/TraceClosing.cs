using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Agntz.Domain.Traces.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Ingesting;

/// <inheritdoc/>
internal sealed class TraceClosing(IContexts contexts, RunSignals signals, TimeProvider clock) : ITraceClosing
{
    private static readonly string Ok = SpanStatus.Ok.ToName();
    private static readonly string Error = SpanStatus.Error.ToName();

    public async Task<int> CloseAsync(
        TimeSpan completeAfter, TimeSpan abandonAfter, int limit, CancellationToken cancellationToken)
    {
        var now = clock.GetInstant();
        var (complete, abandoned) = (now - completeAfter, now - abandonAfter);
        var closed = await contexts.WriteAsync(
            async context =>
            {
                // Whether they are still quiet is looked at in the transaction: one that grows meanwhile repeats it.
                var quiet = await context.OpenTraces
                    .Where(open => open.LastArrival <= abandoned || (open.RootEnded && open.LastArrival <= complete))
                    .OrderBy(open => open.LastArrival)
                    .Take(limit)
                    .ToListAsync(cancellationToken);
                foreach (var owned in quiet.GroupBy(open => open.OwnerId))
                {
                    await CloseAsync(context, owned.Key, [.. owned.Select(open => open.Id)], cancellationToken);
                }

                return quiet;
            },
            cancellationToken);
        foreach (var trace in closed)
        {
            signals.Raise(new LogName(trace.OwnerId, new RunId(trace.Id)));
        }

        return closed.Count;
    }

    private static async Task CloseAsync(
        AgntzDbContext context, long owner, Guid[] ids, CancellationToken cancellationToken)
    {
        await context.OpenTraces
            .Where(open => open.OwnerId == owner && ids.Contains(open.Id))
            .ExecuteDeleteAsync(cancellationToken);
        await context.Traces
            .Where(trace => trace.OwnerId == owner && ids.Contains(trace.Id))
            .ExecuteUpdateAsync(
                it => it
                    .SetProperty(trace => trace.EndedAt, trace => context.Spans
                        .Where(span => span.OwnerId == trace.OwnerId && span.TraceId == trace.Id)
                        .Max(span => span.EndedAt))
                    .SetProperty(trace => trace.SpanCount, trace => context.Spans
                        .LongCount(span => span.OwnerId == trace.OwnerId && span.TraceId == trace.Id))
                    .SetProperty(trace => trace.Status, trace => context.Spans
                        .Where(span => span.OwnerId == trace.OwnerId && span.TraceId == trace.Id && span.ParentId == null)
                        .OrderBy(span => span.StartSeq)
                        .Select(span => span.Status)
                        .FirstOrDefault() ?? (context.Spans.Any(span =>
                            span.OwnerId == trace.OwnerId && span.TraceId == trace.Id && span.Status == Error)
                            ? Error
                            : Ok))
                    .SetProperty(trace => trace.DoneSeq, trace => context.Spans
                        .Where(span => span.OwnerId == trace.OwnerId && span.TraceId == trace.Id)
                        .Max(span => span.EndSeq) + 1),
                cancellationToken);
    }
}
