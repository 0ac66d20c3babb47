using Agntz.Domain.Json;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Persistence.Writing.Composing;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <summary>
/// Spans that the next execution of a run goes on from. A trace may hold any amount beside them, which others sent or
/// which has ended, and none of that is read.
/// </summary>
internal static class UnfinishedSpans
{
    public static async Task<IReadOnlyList<Span>> ReadAsync(
        AgntzDbContext context, Owner owner, RunId id, CancellationToken cancellationToken)
    {
        if (!await context.Traces.AnyAsync(
            trace => trace.OwnerId == owner.Id && trace.Id == id.Value && trace.DeletedAt == null, cancellationToken))
        {
            return [];
        }

        var open = await context.Spans
            .Where(span => span.OwnerId == owner.Id && span.TraceId == id.Value && span.EndedAt == null)
            .ToListAsync(cancellationToken);
        var ended = await context.Database.SqlQueryRaw<Agent>(Ended(context), owner.Id, id.Value).ToListAsync(cancellationToken);
        return
        [
            .. open.Select(span => (span.StartSeq, Span: StoredSpan.Now(span)))
                .Concat(ended.Select(agent => (agent.StartSeq, Span: agent.ToSpan())))
                .OrderBy(it => it.StartSeq).Select(it => it.Span),
        ];
    }

    // What others send has ended, and tells the library that made it.
    private static string Ended(AgntzDbContext context) =>
        $$"""
        SELECT span_id, parent_id, name, {{context.MillisecondsOf("started_at")}} AS started_at, start_seq,
            start_attributes ->> '{{SpanAttributes.StepPath}}' AS path
        FROM spans
        WHERE owner_id = {0} AND trace_id = {1} AND kind = '{{SpanKind.AgentInvoke}}' AND status = 'ok'
            AND start_attributes ->> '{{SpanAttributes.Scope}}' IS NULL
            AND start_attributes ->> '{{SpanAttributes.StepPath}}' IS NOT NULL
        """;

    private sealed record Agent(
        long SpanId, long? ParentId, string Name, long StartedAt, long? StartSeq, string Path)
    {
        public Span ToSpan() => new()
        {
            Id = SpanRows.FromColumn(SpanId),
            ParentId = ParentId is { } parent ? SpanRows.FromColumn(parent) : null,
            Kind = SpanKind.AgentInvoke,
            Name = Name,
            StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
            Status = SpanStatus.Ok,
            Attributes = JsonText.WriteObject(
                Path, static (json, path) => json.WriteString(SpanAttributes.StepPath, path)),
            Events = "[]",
        };
    }
}
