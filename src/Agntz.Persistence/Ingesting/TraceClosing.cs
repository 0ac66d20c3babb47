using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Domain.Traces.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Ingesting;

/// <inheritdoc/>
internal sealed class TraceClosing(IContexts contexts, ITraceLocks locks, RunSignals signals) : ITraceClosing
{
    private static readonly string Ok = SpanStatus.Ok.ToName();
    private static readonly string Error = SpanStatus.Error.ToName();

    public async Task<int> CloseAsync(
        TimeSpan completeAfter, TimeSpan abandonAfter, int limit, CancellationToken cancellationToken)
    {
        var now = await locks.ReadClockAsync(cancellationToken);
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

    // Everything the end says stands in the row of the open trace, so a trace of many spans costs no more than one of few.
    // Its row is taken hold of first, as whoever adds spans does, and goes last.
    private static async Task CloseAsync(
        AgntzDbContext context, long owner, Guid[] ids, CancellationToken cancellationToken)
    {
        var quiet = context.OpenTraces.Where(open => open.OwnerId == owner && ids.Contains(open.Id));
        await quiet.ExecuteUpdateAsync(
            it => it.SetProperty(open => open.SpanSeq, open => open.SpanSeq), cancellationToken);
        var closing =
            from trace in context.Traces
            join open in quiet on new { trace.OwnerId, trace.Id } equals new { open.OwnerId, open.Id }
            select new { Trace = trace, Open = open };
        await closing.ExecuteUpdateAsync(
            it => it
                // A version that did not keep the end of the last span may still write to the same database.
                .SetProperty(pair => pair.Trace.EndedAt, pair => pair.Open.EndedAt ?? context.Spans
                    .Where(span => span.OwnerId == pair.Trace.OwnerId && span.TraceId == pair.Trace.Id)
                    .Max(span => span.EndedAt))
                .SetProperty(pair => pair.Trace.SpanCount, pair => pair.Open.SpanSeq / 2)
                .SetProperty(pair => pair.Trace.Status, pair =>
                    pair.Open.RootStatus ?? (pair.Open.HasErrors ? Error : Ok))
                .SetProperty(pair => pair.Trace.DoneSeq, pair => pair.Open.SpanSeq + 1),
            cancellationToken);
        await quiet.ExecuteDeleteAsync(cancellationToken);
    }
}
