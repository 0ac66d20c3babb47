using System.Text.Json.Serialization;
using Agntz.Api.Json;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;

namespace Agntz.Api.Traces;

/// <summary>A trace in one line, as it stands. Every key is present, with null where there is no value.</summary>
public sealed record TraceSummaryResponse
{
    /// <summary>Its id: for the trace of a run spelled like the run, else 32 hex digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>The 32 hex digits under which OpenTelemetry tools know it.</summary>
    public required string OtelTraceId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string OwnerId { get; init; }

    /// <summary>The name of its root.</summary>
    public required string RootName { get; init; }

    /// <summary>The agent as the caller named it; null when unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? AgentId { get; init; }

    /// <summary>When it began, as an ISO instant.</summary>
    public required string StartedAt { get; init; }

    /// <summary>When it ended, as an ISO instant; null while it runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? EndedAt { get; init; }

    /// <summary>How long it took, in whole milliseconds; null while it runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? DurationMs { get; init; }

    /// <summary>How many spans it has by now.</summary>
    public required long SpanCount { get; init; }

    /// <summary><c>running</c>, <c>ok</c>, <c>error</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Tokens of its model calls by now.</summary>
    public required long TotalTokens { get; init; }

    /// <summary>What they cost in US dollars; null when no price is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? TotalCostUsd { get; init; }

    internal static string IdOf(TraceIdentity trace) => trace.IsRun ? trace.Id.ToString() : trace.Id.ToTraceId();

    internal static TraceSummaryResponse From(TraceSummary trace) => new()
    {
        TraceId = IdOf(trace.Identity),
        OtelTraceId = trace.Id.ToTraceId(),
        OwnerId = trace.Owner.Subject,
        RootName = trace.RootName,
        AgentId = trace.AgentReference,
        StartedAt = trace.StartedAt.ToIso(),
        EndedAt = trace.EndedAt?.ToIso(),
        DurationMs = trace.StartedAt.MillisecondsUntil(trace.EndedAt),
        SpanCount = trace.SpanCount,
        Status = trace.Status.ToName(),
        TotalTokens = trace.TotalTokens,
        TotalCostUsd = trace.TotalCostUsd,
    };
}
