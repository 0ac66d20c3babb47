namespace Agntz.Domain.Traces;

/// <summary>A span, as it stands.</summary>
public sealed record Span
{
    /// <summary>Its id.</summary>
    public required SpanId Id { get; init; }

    /// <summary>The span it is part of; null for a root.</summary>
    public SpanId? ParentId { get; init; }

    /// <summary>The kind of work; ours are in <see cref="SpanKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The agent's id, the model's name or the tool's.</summary>
    public required string Name { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required SpanStatus Status { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>Everything known of it: one JSON object as text.</summary>
    public required string Attributes { get; init; }

    /// <summary>What happened within: one JSON array as text.</summary>
    public required string Events { get; init; }

    /// <summary>What it cost in US dollars; null when no price is known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>A span as it is when it begins.</summary>
    public static Span Begun(SpanStart start) => new()
    {
        Id = start.Id,
        ParentId = start.ParentId,
        Kind = start.Kind,
        Name = start.Name,
        StartedAt = start.StartedAt,
        Status = SpanStatus.Running,
        Attributes = start.Attributes,
        Events = "[]",
    };

    /// <summary>This span, which has only begun, with its end.</summary>
    public Span Ended(SpanEnd end) => this with
    {
        EndedAt = end.EndedAt,
        Status = end.Status,
        Error = end.Error,
        Attributes = Merge(Attributes, end.Attributes),
        CostUsd = end.CostUsd,
    };

    /// <summary>
    /// The attributes of the start with those of the end. The two never share a name: what an end reports is only
    /// known then.
    /// </summary>
    public static string Merge(string start, string? end) => (start, end) switch
    {
        (_, null or "{}") => start,
        ("{}", _) => end,
        _ => string.Concat(start.AsSpan(0, start.Length - 1), ",", end.AsSpan(1)),
    };
}
