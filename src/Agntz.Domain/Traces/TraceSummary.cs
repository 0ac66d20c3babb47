using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Traces;

/// <summary>A trace in one line, as it stands.</summary>
public sealed record TraceSummary
{
    /// <summary>Whose it is.</summary>
    public required Owner Owner { get; init; }

    /// <summary>Its id; for the trace of a run that of the run.</summary>
    public required RunId Id { get; init; }

    /// <summary>Whether it is the trace of a run; false for traces that came in from elsewhere.</summary>
    public required bool IsRun { get; init; }

    /// <summary>The name of its root.</summary>
    public required string RootName { get; init; }

    /// <summary>The agent as the caller named it; null when unknown.</summary>
    public string? AgentReference { get; init; }

    /// <summary>The session of its run; null without one.</summary>
    public string? SessionId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required SpanStatus Status { get; init; }

    /// <summary>How many spans it has by now.</summary>
    public required long SpanCount { get; init; }

    /// <summary>Tokens of its model calls by now.</summary>
    public required long TotalTokens { get; init; }

    /// <summary>What they cost in US dollars; null when no price is known.</summary>
    public decimal? TotalCostUsd { get; init; }

    /// <summary>What its spans have in common.</summary>
    public TraceIdentity Identity => new(Owner, Id, IsRun) { SessionId = SessionId };
}
