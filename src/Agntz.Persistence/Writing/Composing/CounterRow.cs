namespace Agntz.Persistence.Writing.Composing;

/// <summary>The counters of an active run after a flush.</summary>
internal sealed record CounterRow(
    long OwnerId, Guid Id, long EventSeq, long SpanSeq, long TotalTokens, decimal? CostUsd, int Losses);
