namespace Agntz.Persistence.Queries;

/// <summary>A run with one segment of its log.</summary>
internal sealed class EventLogRow
{
    public required string Retention { get; init; }

    /// <summary>The number of the last event; null while the run is active.</summary>
    public required long? LastEventSeq { get; init; }

    /// <summary>The number of the last event by now; null once the run has ended.</summary>
    public required long? ActiveSeq { get; init; }

    /// <summary>The number of the segment's first event; null without a segment.</summary>
    public required long? FirstSeq { get; init; }

    public required string? Frames { get; init; }
}
