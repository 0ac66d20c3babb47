namespace Agntz.Domain.Traces.Ingestion;

/// <summary>A span that was not taken in.</summary>
/// <param name="Span">Which.</param>
/// <param name="Reason">Why, in a sentence for its sender.</param>
public sealed record RefusedSpan(IngestedSpan Span, string Reason);
