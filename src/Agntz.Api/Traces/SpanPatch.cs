using System.Text.Json.Serialization;
using Agntz.Api.Json;

namespace Agntz.Api.Traces;

/// <summary>What became known of a span with its end, and which span it is. Every key is present.</summary>
public sealed record SpanPatch
{
    /// <summary>The agent's id, the model's name or the tool's.</summary>
    public required string Name { get; init; }

    /// <summary><c>agent.invoke</c>, <c>model.call</c> or <c>tool.execute</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it ended, as an ISO instant.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? EndedAt { get; init; }

    /// <summary>How long it took, in whole milliseconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? DurationMs { get; init; }

    /// <summary><c>ok</c>, <c>error</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Error { get; init; }

    /// <summary>Everything known of it; replaces what was known at its start.</summary>
    public required RawJson Attributes { get; init; }

    internal static SpanPatch From(SpanResponse span) => new()
    {
        Name = span.Name,
        Kind = span.Kind,
        EndedAt = span.EndedAt,
        DurationMs = span.DurationMs,
        Status = span.Status,
        Error = span.Error,
        Attributes = span.Attributes,
    };
}
