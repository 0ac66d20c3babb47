namespace Agntz.Api.Sessions;

/// <summary>A conversation that was held elsewhere.</summary>
public sealed record SessionImportEntry
{
    /// <summary>What it is to be called.</summary>
    public required string SessionId { get; init; }

    /// <summary>The agent it was held with; absent when that is not known.</summary>
    public string? AgentId { get; init; }

    /// <summary>What was said, in order.</summary>
    public required IReadOnlyList<MessageResponse> Messages { get; init; }
}
