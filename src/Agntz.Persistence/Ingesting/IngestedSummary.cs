using Agntz.Domain.Traces;
using Agntz.Domain.Traces.Ingestion;
using Agntz.Domain.Usage;
using Agntz.Persistence.Model.Traces;

namespace Agntz.Persistence.Ingesting;

/// <summary>The summary of a trace, as spans come in.</summary>
internal static class IngestedSummary
{
    /// <summary>The summary of a trace nobody has heard of.</summary>
    public static TraceRow Begin(long ownerId, Guid id, IReadOnlyList<IngestedSpan> spans)
    {
        var root = spans.FirstOrDefault(span => span.ParentId is null) ?? spans[0];
        return new TraceRow
        {
            OwnerId = ownerId,
            Id = id,
            IsRun = false,
            RootName = root.Name,
            AgentId = root.AgentId,
            StartedAt = spans.Min(span => span.StartedAt),
            TotalTokens = Tokens(0, spans),
            TotalCostUsd = Cost(null, spans),
        };
    }

    /// <summary>Adds spans to a summary: one that goes on, or one that has its end already.</summary>
    /// <param name="summary">The summary, which is changed.</param>
    /// <param name="spans">The spans.</param>
    /// <param name="hasRoot">Whether its root was there before; null when it has its end already.</param>
    public static void Extend(TraceRow summary, IReadOnlyList<IngestedSpan> spans, bool? hasRoot)
    {
        summary.TotalTokens = Tokens(summary.TotalTokens, spans);
        summary.TotalCostUsd = Cost(summary.TotalCostUsd, spans);
        if (hasRoot is null)
        {
            summary.SpanCount += spans.Count;
        }

        // A run says itself what it is called, when it began, and when and how it ended.
        if (summary.IsRun)
        {
            return;
        }

        // Of one that has its end, only what begins before all there was can be the root it lacked.
        if (hasRoot is not true && spans.FirstOrDefault(span => span.ParentId is null) is { } root
            && (hasRoot is false || root.StartedAt <= summary.StartedAt))
        {
            summary.RootName = root.Name;
            summary.AgentId = root.AgentId ?? summary.AgentId;
            summary.Status = summary.Status is null ? null : root.Status.ToName();
        }

        var first = spans.Min(span => span.StartedAt);
        summary.StartedAt = first < summary.StartedAt ? first : summary.StartedAt;
        var last = spans.Max(span => span.EndedAt);
        summary.EndedAt = summary.EndedAt < last ? last : summary.EndedAt;
    }

    /// <summary>A sum with the tokens of spans.</summary>
    public static long Tokens(long before, IReadOnlyList<IngestedSpan> spans) =>
        SaturatedSum.Of(spans.Select(span => span.TotalTokens).Prepend(before));

    /// <summary>A sum with the costs of spans; null as long as none has any.</summary>
    public static decimal? Cost(decimal? before, IReadOnlyList<IngestedSpan> spans) => spans.Aggregate(
        before, (sum, span) => span.CostUsd is { } cost ? SaturatedSum.Of(sum ?? 0, cost) : sum);
}
