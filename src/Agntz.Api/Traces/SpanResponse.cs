using System.Text.Json.Serialization;
using Agntz.Api.Json;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;

namespace Agntz.Api.Traces;

/// <summary>A span as it stands. Every key is present, with null where there is no value.</summary>
public sealed record SpanResponse
{
    /// <summary>Its id: 16 hex digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>The trace; for traces of runs spelled like the run.</summary>
    public required string TraceId { get; init; }

    /// <summary>The span it is part of; null for the root.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ParentId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string OwnerId { get; init; }

    /// <summary>The run it belongs to; null for traces that came in from elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? RunId { get; init; }

    /// <summary>The session of that run; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? SessionId { get; init; }

    /// <summary>The agent's id, the model's name or the tool's.</summary>
    public required string Name { get; init; }

    /// <summary><c>agent.invoke</c>, <c>model.call</c> or <c>tool.execute</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it began, as an ISO instant.</summary>
    public required string StartedAt { get; init; }

    /// <summary>When it ended, as an ISO instant; null while it runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? EndedAt { get; init; }

    /// <summary>How long it took, in whole milliseconds; null while it runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? DurationMs { get; init; }

    /// <summary><c>running</c>, <c>ok</c>, <c>error</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Error { get; init; }

    /// <summary>Everything known of it, by the names of OpenTelemetry's conventions.</summary>
    public required RawJson Attributes { get; init; }

    /// <summary>What happened within it.</summary>
    public required RawJson Events { get; init; }

    /// <summary>Scores given to it; always empty.</summary>
    public required RawJson Scores { get; init; }

    /// <summary>What it cost in US dollars; null when no price is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? CostUsd { get; init; }

    internal static SpanResponse From(TraceIdentity trace, Span span) => new()
    {
        SpanId = span.Id.ToString(),
        TraceId = TraceSummaryResponse.IdOf(trace),
        ParentId = span.ParentId?.ToString(),
        OwnerId = trace.Owner.Subject,
        RunId = trace.IsRun ? trace.Id.ToString() : null,
        SessionId = trace.SessionId,
        Name = span.Name,
        Kind = span.Kind,
        StartedAt = span.StartedAt.ToIso(),
        EndedAt = span.EndedAt?.ToIso(),
        DurationMs = span.StartedAt.MillisecondsUntil(span.EndedAt),
        Status = span.Status.ToName(),
        Error = span.Error,
        Attributes = new RawJson(span.Attributes),
        Events = new RawJson(span.Events),
        Scores = new RawJson("{}"),
        CostUsd = span.CostUsd,
    };
}
