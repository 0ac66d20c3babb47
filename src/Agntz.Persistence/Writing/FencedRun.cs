namespace Agntz.Persistence.Writing;

/// <summary>An active run whose row this flush has locked, as it stood then.</summary>
internal sealed record FencedRun
{
    public required long EventSeq { get; init; }

    public required long SpanSeq { get; init; }

    public required long TotalTokens { get; init; }

    public required decimal? CostUsd { get; init; }

    public required int Losses { get; init; }

    public required bool CancelRequested { get; init; }
}
