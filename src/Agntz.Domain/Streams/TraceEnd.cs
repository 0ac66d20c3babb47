using Agntz.Domain.Traces;

namespace Agntz.Domain.Streams;

/// <summary>How a trace ended.</summary>
/// <param name="Seq">The number of its last entry.</param>
/// <param name="Status">How.</param>
/// <param name="EndedAt">When.</param>
/// <param name="SpanCount">Its spans.</param>
/// <param name="TotalTokens">Tokens of its model calls.</param>
/// <param name="TotalCostUsd">What they cost; null when no price is known.</param>
public sealed record TraceEnd(
    long Seq, SpanStatus Status, DateTimeOffset EndedAt, long SpanCount, long TotalTokens, decimal? TotalCostUsd)
{
    /// <summary>The summary of the trace with its end.</summary>
    public TraceSummary Complete(TraceSummary begun) => begun with
    {
        Status = Status,
        EndedAt = EndedAt,
        SpanCount = SpanCount,
        TotalTokens = TotalTokens,
        TotalCostUsd = TotalCostUsd,
    };
}
