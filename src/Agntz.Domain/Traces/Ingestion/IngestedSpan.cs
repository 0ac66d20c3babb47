using Agntz.Domain.Runs;

namespace Agntz.Domain.Traces.Ingestion;

/// <summary>A span that somebody else has recorded, whole: what comes in has ended.</summary>
public sealed record IngestedSpan
{
    /// <summary>The trace it belongs to; that of a run when the owner has a run of this id.</summary>
    public required RunId Trace { get; init; }

    /// <summary>Its id.</summary>
    public required SpanId Id { get; init; }

    /// <summary>The span it is part of, which may come later or never; null for a root.</summary>
    public SpanId? ParentId { get; init; }

    /// <summary>The kind of work: one of <see cref="SpanKind"/>, or a word of its sender's.</summary>
    public required string Kind { get; init; }

    /// <summary>What was at work.</summary>
    public required string Name { get; init; }

    /// <summary>When it began, to the millisecond.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, to the millisecond; never before its start.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How it ended; never <see cref="SpanStatus.Running"/>.</summary>
    public required SpanStatus Status { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>Everything known of it: one JSON object as text.</summary>
    public string Attributes { get; init; } = "{}";

    /// <summary>What happened within: one JSON array as text.</summary>
    public string Events { get; init; } = "[]";

    /// <summary>The agent that was at work; null when none is named.</summary>
    public string? AgentId { get; init; }

    /// <summary>Tokens in and out; 0 for anything but a model call.</summary>
    public long TotalTokens { get; init; }

    /// <summary>What it cost in US dollars; null when no price is known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>
    /// Whether a service like this one has exported it. In the trace of a run of ours it is one of our own spans, which
    /// is there already or about to be.
    /// </summary>
    public bool IsExported { get; init; }
}
