using Agntz.Domain.Traces;

namespace Agntz.Api.Traces;

/// <summary>A trace with its spans, as it stands.</summary>
/// <param name="Summary">The trace in one line.</param>
/// <param name="Spans">In the order they began, so that a parent comes before its children.</param>
public sealed record TraceResponse(TraceSummaryResponse Summary, IReadOnlyList<SpanResponse> Spans)
{
    internal static TraceResponse From(Trace trace) => new(
        TraceSummaryResponse.From(trace.Summary),
        [.. trace.Spans.Select(span => SpanResponse.From(trace.Summary.Identity, span))]);
}
