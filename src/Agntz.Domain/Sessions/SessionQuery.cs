namespace Agntz.Domain.Sessions;

/// <summary>Which sessions of an owner are asked for.</summary>
public sealed record SessionQuery
{
    /// <summary>The agent they began with; null for all.</summary>
    public string? AgentId { get; init; }

    /// <summary>The end of the page before; null for the first page.</summary>
    public SessionCursor? After { get; init; }

    /// <summary>The most rows; at least 1.</summary>
    public required int Limit { get; init; }
}
