namespace Agntz.Persistence.Model.Sessions;

/// <summary>One message of a conversation.</summary>
internal sealed class MessageRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The conversation.</summary>
    public long SessionId { get; set; }

    /// <summary>Its place in it.</summary>
    public long Id { get; set; }

    /// <summary>The run it came with; null when it was imported.</summary>
    public Guid? RunId { get; set; }

    /// <summary>Who says it.</summary>
    public required string Role { get; set; }

    /// <summary>What is said: a JSON string, or a JSON array of content blocks.</summary>
    public required string Content { get; set; }

    /// <summary>The tools called with it, as JSON.</summary>
    public string? ToolCalls { get; set; }

    /// <summary>The call it answers; null unless a tool says it.</summary>
    public string? ToolCallId { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
