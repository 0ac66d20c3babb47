using Agntz.Domain.Traces;
using Agntz.Persistence.Model.Traces;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>Spans as rows.</summary>
internal static class SpanRows
{
    public static long ToColumn(SpanId id) => unchecked((long)id.Value);

    public static SpanId FromColumn(long id) => new(unchecked((ulong)id));

    public static SpanRow Started(long ownerId, Guid traceId, SpanStart span, long number) => new()
    {
        OwnerId = ownerId,
        TraceId = traceId,
        SpanId = ToColumn(span.Id),
        ParentId = span.ParentId is { } parent ? ToColumn(parent) : null,
        Kind = span.Kind,
        Name = span.Name,
        StartedAt = span.StartedAt,
        Status = SpanStatus.Running.ToName(),
        StartSeq = number,
        StartAttributes = span.Attributes,
    };

    /// <summary>Ends a span whose start is in the same flush: one row holds both.</summary>
    public static void Merge(SpanRow row, SpanEnd end, long number)
    {
        row.EndedAt = end.EndedAt;
        row.Status = end.Status.ToName();
        row.Error = end.Error;
        row.EndSeq = number;
        row.EndAttributes = end.Attributes;
        row.TotalTokens = end.TotalTokens;
        row.CostUsd = end.CostUsd;
    }

    public static SpanEndRow Ended(long ownerId, Guid traceId, SpanEnd end, long number) => new(
        ownerId, traceId, ToColumn(end.Id), end.EndedAt, end.Status.ToName(), end.Error, number, end.Attributes,
        end.TotalTokens, end.CostUsd);
}
