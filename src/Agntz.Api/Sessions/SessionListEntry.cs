using Agntz.Domain.Sessions;
using Agntz.Domain.Time;

namespace Agntz.Api.Sessions;

/// <summary>A session in one line.</summary>
public sealed record SessionListEntry
{
    /// <summary>What it is called.</summary>
    public required string SessionId { get; init; }

    /// <summary>The agent it began with; absent when it was imported without one.</summary>
    public string? AgentId { get; init; }

    /// <summary>How many messages it has.</summary>
    public required long MessageCount { get; init; }

    /// <summary>When it began, as an ISO instant.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>When a run of it was last created, or a message last added, as an ISO instant.</summary>
    public required string UpdatedAt { get; init; }

    internal static SessionListEntry From(SessionSummary session) => new()
    {
        SessionId = session.Id,
        AgentId = session.AgentId,
        MessageCount = session.MessageCount,
        CreatedAt = session.CreatedAt.ToIso(),
        UpdatedAt = session.UpdatedAt.ToIso(),
    };
}
