namespace Agntz.Persistence.Writing.Composing;

/// <summary>The end of a run and of its trace.</summary>
internal sealed record RunEndRow
{
    public required long OwnerId { get; init; }

    public required Guid Id { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required string Status { get; init; }

    public required string TraceStatus { get; init; }

    public string? Error { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorDetails { get; init; }

    public string? Result { get; init; }

    public required long LastEventSeq { get; init; }

    public required long DoneSeq { get; init; }

    public required long SpanCount { get; init; }

    public required long TotalTokens { get; init; }

    public decimal? TotalCostUsd { get; init; }
}
