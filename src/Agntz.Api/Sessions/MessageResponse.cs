using Agntz.Api.Json;
using Agntz.Domain.Sessions;
using Agntz.Domain.Time;

namespace Agntz.Api.Sessions;

/// <summary>One message of a session.</summary>
public sealed record MessageResponse
{
    /// <summary><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</summary>
    public required string Role { get; init; }

    /// <summary>What is said: text, or a list of content blocks.</summary>
    public required RawJson Content { get; init; }

    /// <summary>When, as an ISO instant.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The tools that were called with it; absent when none were.</summary>
    public RawJson? ToolCalls { get; init; }

    /// <summary>The call this answers; absent unless a tool says it.</summary>
    public string? ToolCallId { get; init; }

    internal static MessageResponse From(SessionMessage message) => new()
    {
        Role = message.Role,
        Content = new RawJson(message.Content),
        Timestamp = message.Timestamp.ToIso(),
        ToolCalls = message.ToolCalls is { } calls ? new RawJson(calls) : null,
        ToolCallId = message.ToolCallId,
    };
}
