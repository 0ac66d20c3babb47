using Agntz.Domain.Paging;

namespace Agntz.Domain.Traces;

/// <summary>Which traces of an owner are asked for. Null filters let everything through.</summary>
public sealed record TraceQuery
{
    /// <summary>The agent, whatever version was asked for.</summary>
    public string? AgentId { get; init; }

    /// <summary>Where the trace stands.</summary>
    public SpanStatus? Status { get; init; }

    /// <summary>The earliest start, inclusive.</summary>
    public DateTimeOffset? StartedAfter { get; init; }

    /// <summary>The latest start, inclusive.</summary>
    public DateTimeOffset? StartedBefore { get; init; }

    /// <summary>The end of the page before; null for the first page.</summary>
    public PageCursor? After { get; init; }

    /// <summary>The most rows; at least 1.</summary>
    public required int Limit { get; init; }
}
