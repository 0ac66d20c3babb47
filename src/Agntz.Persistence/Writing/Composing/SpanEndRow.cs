namespace Agntz.Persistence.Writing.Composing;

/// <summary>The end of a span that began in an earlier flush.</summary>
internal sealed record SpanEndRow(
    long OwnerId,
    Guid TraceId,
    long SpanId,
    DateTimeOffset EndedAt,
    string Status,
    string? Error,
    long EndSeq,
    string EndAttributes,
    long TotalTokens,
    decimal? CostUsd);
