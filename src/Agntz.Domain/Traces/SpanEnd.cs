namespace Agntz.Domain.Traces;

/// <summary>A span as it ends.</summary>
public sealed record SpanEnd
{
    /// <summary>The span that ends.</summary>
    public required SpanId Id { get; init; }

    /// <summary>When it ended, to the millisecond; never before its start.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How it ended; never <see cref="SpanStatus.Running"/>.</summary>
    public required SpanStatus Status { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>What became known since the start: one JSON object as text, merged over the start's.</summary>
    public string Attributes { get; init; } = "{}";

    /// <summary>Tokens in and out; 0 for anything but a model call.</summary>
    public long TotalTokens { get; init; }

    /// <summary>What the call cost in US dollars; null when no price is known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>
    /// Whether what the span had streamed as text is void, since it did not end well: the run log then says so in the
    /// same transaction, if it holds text of the span at all.
    /// </summary>
    public bool VoidsText { get; init; }
}
