using Agntz.Persistence.Model.Traces;

namespace Agntz.Persistence.Queries;

/// <summary>A trace with one of its spans.</summary>
internal sealed class SpanLogRow
{
    public required TraceRow Trace { get; init; }

    /// <summary>What the session of its run is called; null without one.</summary>
    public required string? Session { get; init; }

    /// <summary>What is kept of its run; null without one.</summary>
    public required string? Retention { get; init; }

    /// <summary>The number of the last entry of an active run's trace.</summary>
    public required long? ActiveSeq { get; init; }

    /// <summary>The number of the last entry of an unfinished trace without a run.</summary>
    public required long? OpenSeq { get; init; }

    /// <summary>How many of the next entries there are, in this piece and right after it.</summary>
    public required long Rest { get; init; }

    /// <summary>Whether the entry is the end of the span; else it is the start.</summary>
    public required bool IsEnd { get; init; }

    /// <summary>The span; null when there is none in the piece.</summary>
    public required SpanRow? Span { get; init; }
}
