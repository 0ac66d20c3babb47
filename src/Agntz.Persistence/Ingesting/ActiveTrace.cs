namespace Agntz.Persistence.Ingesting;

/// <summary>The trace of an active run, whose row is locked.</summary>
/// <param name="SpanSeq">The number of the last entry of its span log.</param>
/// <param name="TotalTokens">Tokens so far.</param>
/// <param name="CostUsd">What they cost; null when no price is known.</param>
/// <param name="Retention">What is kept of its run.</param>
internal sealed record ActiveTrace(long SpanSeq, long TotalTokens, decimal? CostUsd, string Retention);
