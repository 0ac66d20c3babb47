using Agntz.Domain.Paging;

namespace Agntz.Domain.Runs;

/// <summary>Which runs of an owner are asked for. Null filters let everything through.</summary>
public sealed record RunQuery
{
    /// <summary>The agent, whatever version was asked for.</summary>
    public string? AgentId { get; init; }

    /// <summary>Where the run stands.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>The earliest creation, inclusive.</summary>
    public DateTimeOffset? StartedAfter { get; init; }

    /// <summary>The latest creation, inclusive.</summary>
    public DateTimeOffset? StartedBefore { get; init; }

    /// <summary>The end of the page before; null for the first page.</summary>
    public PageCursor? After { get; init; }

    /// <summary>The most rows; at least 1.</summary>
    public required int Limit { get; init; }
}
