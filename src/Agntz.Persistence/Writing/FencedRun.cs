namespace Agntz.Persistence.Writing;

/// <summary>The counters of an active run whose row is locked, and whether it is to be cancelled.</summary>
internal sealed record FencedRun
{
    public required long EventSeq { get; init; }

    public required long SpanSeq { get; init; }

    public required long TotalTokens { get; init; }

    public required decimal? CostUsd { get; init; }

    public required int Losses { get; init; }

    /// <summary>Why its cancellation was accepted; null while it was not.</summary>
    public required string? CancelReason { get; init; }
}
