namespace Agntz.Persistence.Model.Runs;

/// <summary>An unfinished run: the queue's entry, the lease's token and the log's counters.</summary>
internal sealed class ActiveRunRow : IListedRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The run.</summary>
    public required Guid Id { get; set; }

    /// <summary>The agent, for the filters.</summary>
    public required string AgentId { get; set; }

    /// <summary>When it was created: the order of the queue.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>False while an older run of its session is active.</summary>
    public bool Ready { get; set; }

    /// <summary>The incarnation that has it; null while it waits.</summary>
    public Guid? WorkerId { get; set; }

    /// <summary>The fencing token: one more with every claim.</summary>
    public long Epoch { get; set; }

    /// <summary>The root of its trace, as the eight bytes of its id.</summary>
    public long RootSpanId { get; set; }

    /// <summary>Leases lost since the last journalled effect.</summary>
    public int Losses { get; set; }

    /// <summary>The number of the last event.</summary>
    public long EventSeq { get; set; }

    /// <summary>The number of the last span event.</summary>
    public long SpanSeq { get; set; }

    /// <summary>Tokens of its model calls so far.</summary>
    public long TotalTokens { get; set; }

    /// <summary>What they cost; null while no price is known.</summary>
    public decimal? CostUsd { get; set; }

    /// <summary>How long it may take from its first claim, in milliseconds.</summary>
    public long TimeLimitMs { get; set; }

    /// <summary>When it has taken that long, by the database's clock; null until it is first claimed.</summary>
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>When its cancellation was accepted; null while it is not.</summary>
    public DateTimeOffset? CancelRequestedAt { get; set; }

    /// <summary>finish or abort; null while no cancellation was accepted.</summary>
    public string? CancelMode { get; set; }

    /// <summary>Why it is to be cancelled; null while no cancellation was accepted.</summary>
    public string? CancelReason { get; set; }

    /// <summary>The session it belongs to; null without one.</summary>
    public long? SessionId { get; set; }

    /// <summary>Its place among the runs of its session; null without one.</summary>
    public long? SessionPlace { get; set; }

    /// <summary>What is kept of it.</summary>
    public required string Retention { get; set; }

    /// <summary>True when its session was deleted: it vanishes as it ends.</summary>
    public bool DeleteOnEnd { get; set; }
}
