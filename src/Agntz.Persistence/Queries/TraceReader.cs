using Agntz.Domain.Owners;
using Agntz.Domain.Paging;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Persistence.Model.Traces;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <inheritdoc/>
internal sealed class TraceReader(IContexts contexts) : ITraceReader
{
    public async Task<Trace?> OpenAsync(Owner owner, RunId id, string? kind, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var traces = context.Traces
            .Where(trace => trace.OwnerId == owner.Id && trace.Id == id.Value && trace.DeletedAt == null);
        if (await Summaries(context, traces).SingleOrDefaultAsync(cancellationToken) is not { } summary)
        {
            return null;
        }

        var places = await TraceSpans.FindAsync(context, summary.Trace, kind, cancellationToken);
        return new Trace(summary.ToSummary(owner), TraceSpans.ReadAsync(contexts, owner, id, places, CancellationToken.None));
    }

    public async Task<IReadOnlyList<Span>> ReadUnfinishedAsync(
        Owner owner, RunId id, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        return await UnfinishedSpans.ReadAsync(context, owner, id, cancellationToken);
    }

    public async Task<Page<TraceSummary>> ListAsync(
        Owner owner, TraceQuery query, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var traces = Filter(context.Traces.Where(trace => trace.OwnerId == owner.Id && trace.DeletedAt == null), query)
            .Of(query.AgentId).StartedBetween(query.StartedAfter, query.StartedBefore)
            .Page(query.After, query.Limit);
        var rows = await Summaries(context, traces)
            .OrderByDescending(row => row.Trace.StartedAt).ThenByDescending(row => row.Trace.Id)
            .ToListAsync(cancellationToken);
        return Pages.Of(
            [.. rows.Select(row => row.ToSummary(owner))],
            query.Limit,
            summary => new PageCursor(summary.StartedAt, summary.Id.Value));
    }

    // What a running trace has so far is counted; an ended one knows.
    private static IQueryable<SummaryRow> Summaries(AgntzDbContext context, IQueryable<TraceRow> traces) =>
        from trace in traces
        join active in context.ActiveRuns
            on new { trace.OwnerId, trace.Id } equals new { active.OwnerId, active.Id } into actives
        from active in actives.DefaultIfEmpty()
        join session in context.Sessions
            on new { trace.OwnerId, Key = trace.SessionId } equals new { session.OwnerId, Key = (long?)session.Id } into sessions
        from session in sessions.DefaultIfEmpty()
        select new SummaryRow
        {
            Trace = trace,
            Session = session == null ? null : session.Name,
            SpanCount = trace.Status != null
                ? trace.SpanCount
                : context.Spans.LongCount(span => span.OwnerId == trace.OwnerId && span.TraceId == trace.Id),
            TotalTokens = active != null ? active.TotalTokens : trace.TotalTokens,
            CostUsd = active != null ? active.CostUsd : trace.TotalCostUsd,
        };

    private static IQueryable<TraceRow> Filter(IQueryable<TraceRow> traces, TraceQuery query)
    {
        if (query.Status is not { } status)
        {
            return traces;
        }

        var name = status is SpanStatus.Running ? null : status.ToName();
        return traces.Where(trace => trace.Status == name);
    }
}
