namespace Agntz.Domain.Streams;

/// <summary>How far the two logs of a run have come.</summary>
/// <param name="Events">The number of the last event.</param>
/// <param name="Spans">The number of the last start or end of a span, or of the end of the trace.</param>
public readonly record struct LogHeads(long Events, long Spans);
