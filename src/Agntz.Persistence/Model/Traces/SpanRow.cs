namespace Agntz.Persistence.Model.Traces;

/// <summary>One span.</summary>
internal sealed class SpanRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The trace.</summary>
    public required Guid TraceId { get; set; }

    /// <summary>The eight bytes of its id.</summary>
    public long SpanId { get; set; }

    /// <summary>Its parent; null for a root.</summary>
    public long? ParentId { get; set; }

    /// <summary>The kind of work.</summary>
    public required string Kind { get; set; }

    /// <summary>What was at work.</summary>
    public required string Name { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Where it stands.</summary>
    public required string Status { get; set; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; set; }

    /// <summary>The number of its start in the span log; null when it is in no log.</summary>
    public long? StartSeq { get; set; }

    /// <summary>The number of its end.</summary>
    public long? EndSeq { get; set; }

    /// <summary>What was known at the start, as a JSON object.</summary>
    public required string StartAttributes { get; set; }

    /// <summary>What became known since, as a JSON object.</summary>
    public string? EndAttributes { get; set; }

    /// <summary>What happened within, as a JSON array; null when nothing did.</summary>
    public string? Events { get; set; }

    /// <summary>Tokens in and out.</summary>
    public long TotalTokens { get; set; }

    /// <summary>What it cost; null when no price is known.</summary>
    public decimal? CostUsd { get; set; }
}
