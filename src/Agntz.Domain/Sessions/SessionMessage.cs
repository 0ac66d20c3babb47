namespace Agntz.Domain.Sessions;

/// <summary>One message of a session.</summary>
public sealed record SessionMessage
{
    /// <summary>Who says it, one of <see cref="MessageRoles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>What is said: one JSON string, or one JSON array of content blocks, as text.</summary>
    public required string Content { get; init; }

    /// <summary>When, to the millisecond.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The tools that were called with it: one JSON array as text; null when none were.</summary>
    public string? ToolCalls { get; init; }

    /// <summary>The call this answers; null unless a tool says it.</summary>
    public string? ToolCallId { get; init; }
}
