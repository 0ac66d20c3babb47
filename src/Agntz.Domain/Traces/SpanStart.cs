namespace Agntz.Domain.Traces;

/// <summary>A span as it begins.</summary>
public sealed record SpanStart
{
    /// <summary>The span's id.</summary>
    public required SpanId Id { get; init; }

    /// <summary>The span it is part of; null for the root.</summary>
    public SpanId? ParentId { get; init; }

    /// <summary>The kind of work, one of <see cref="SpanKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The agent's id, the model's name or the tool's.</summary>
    public required string Name { get; init; }

    /// <summary>When it began, to the millisecond.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What is known at the start: one JSON object as text.</summary>
    public required string Attributes { get; init; }
}
