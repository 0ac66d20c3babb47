using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Agntz.Domain.Traces.Ingestion;
using Agntz.Persistence.Model.Traces;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Ingesting;

/// <inheritdoc/>
internal sealed class TraceClosing(IContexts contexts, RunSignals signals, TimeProvider clock) : ITraceClosing
{
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
                    await CloseAsync(context, owned.Key, [.. owned], cancellationToken);
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
        AgntzDbContext context, long owner, OpenTraceRow[] traces, CancellationToken cancellationToken)
    {
        var ids = traces.Select(trace => trace.Id).ToArray();
        await context.OpenTraces
            .Where(open => open.OwnerId == owner && ids.Contains(open.Id))
            .ExecuteDeleteAsync(cancellationToken);
        var spans = context.Spans.Where(span => span.OwnerId == owner && ids.Contains(span.TraceId));
        var counted = await spans
            .GroupBy(span => span.TraceId)
            .Select(group => new
            {
                group.Key,
                Spans = group.LongCount(),
                Last = group.Max(span => span.EndedAt),
                Failed = group.LongCount(span => span.Status == "error"),
            })
            .ToDictionaryAsync(it => it.Key, cancellationToken);
        var roots = await spans
            .Where(span => span.ParentId == null)
            .OrderBy(span => span.StartSeq)
            .Select(span => new { span.TraceId, span.Status })
            .ToListAsync(cancellationToken);
        var statuses = roots.GroupBy(root => root.TraceId).ToDictionary(group => group.Key, group => group.First().Status);
        foreach (var trace in traces)
        {
            var (found, done) = (counted[trace.Id], trace.SpanSeq + 1);
            var status = statuses.GetValueOrDefault(
                trace.Id, (found.Failed > 0 ? SpanStatus.Error : SpanStatus.Ok).ToName());
            await context.Traces
                .Where(row => row.OwnerId == owner && row.Id == trace.Id)
                .ExecuteUpdateAsync(
                    it => it.SetProperty(row => row.EndedAt, found.Last)
                        .SetProperty(row => row.Status, status)
                        .SetProperty(row => row.SpanCount, found.Spans)
                        .SetProperty(row => row.DoneSeq, done),
                    cancellationToken);
        }
    }
}
