namespace Agntz.Persistence.Model.Runs;

/// <summary>The record of a run; what lists read.</summary>
internal sealed class RunRow : IListedRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The run, and its trace.</summary>
    public required Guid Id { get; set; }

    /// <summary>The agent, without a version.</summary>
    public required string AgentId { get; set; }

    /// <summary>The version that ran.</summary>
    public DateTimeOffset AgentVersion { get; set; }

    /// <summary>What the caller asked for after the @.</summary>
    public string? RequestedVersion { get; set; }

    /// <summary>The session it belongs to; null without one.</summary>
    public long? SessionId { get; set; }

    /// <summary>What is kept of it.</summary>
    public required string Retention { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When it ended; null while it is active.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How it ended; null while it has a row in active_runs.</summary>
    public string? Status { get; set; }

    /// <summary>Why it did not complete.</summary>
    public string? Error { get; set; }

    /// <summary>The same as a stable word.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The number of its last event; null while it is active.</summary>
    public long? LastEventSeq { get; set; }

    /// <summary>When its owner lets it go; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When its owner deleted it; such a row is seen by the sweeper alone.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}
