namespace Agntz.Persistence.Ingesting;

/// <summary>What an active run has after spans were added to its trace.</summary>
internal sealed record ActiveTraceRow(long OwnerId, Guid Id, long SpanSeq, long TotalTokens, decimal? CostUsd);
