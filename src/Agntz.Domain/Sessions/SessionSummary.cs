namespace Agntz.Domain.Sessions;

/// <summary>A session in one line, as it stands.</summary>
public sealed record SessionSummary
{
    /// <summary>What it is called.</summary>
    public required string Id { get; init; }

    /// <summary>The agent it began with; null when it was imported without one.</summary>
    public string? AgentId { get; init; }

    /// <summary>How many messages it has.</summary>
    public required long MessageCount { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a run of it was last created, or a turn last added.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
