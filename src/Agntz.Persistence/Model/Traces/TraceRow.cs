namespace Agntz.Persistence.Model.Traces;

/// <summary>The summary of a trace.</summary>
internal sealed class TraceRow : IListedRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The trace; for traces of runs the run.</summary>
    public required Guid Id { get; set; }

    /// <summary>False for traces that came in from elsewhere.</summary>
    public bool IsRun { get; set; }

    /// <summary>The name of its root.</summary>
    public required string RootName { get; set; }

    /// <summary>The agent, without a version; null when unknown.</summary>
    public string? AgentId { get; set; }

    /// <summary>What the caller asked for after the @.</summary>
    public string? RequestedVersion { get; set; }

    /// <summary>The session of its run; null without one.</summary>
    public long? SessionId { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How it ended; null while it runs.</summary>
    public string? Status { get; set; }

    /// <summary>Its spans; 0 while it runs.</summary>
    public long SpanCount { get; set; }

    /// <summary>Tokens of its model calls; 0 while it runs.</summary>
    public long TotalTokens { get; set; }

    /// <summary>What they cost; null when no price is known.</summary>
    public decimal? TotalCostUsd { get; set; }

    /// <summary>The number of trace-done; null while it runs.</summary>
    public long? DoneSeq { get; set; }

    /// <summary>
    /// When its owner deleted it, and once its spans are gone, when it goes itself; such a row is seen by the sweeper alone,
    /// and by spans that still come.
    /// </summary>
    public DateTimeOffset? DeletedAt { get; set; }
}
