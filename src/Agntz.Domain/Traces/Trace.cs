namespace Agntz.Domain.Traces;

/// <summary>A trace with its spans, as it stands.</summary>
/// <param name="Summary">The trace in one line.</param>
/// <param name="Spans">
/// In the order they began, so that a parent comes before its children. They are read as they are enumerated, a few at a
/// time; the enumeration fails when the trace is deleted meanwhile.
/// </param>
public sealed record Trace(TraceSummary Summary, IAsyncEnumerable<Span> Spans);
