namespace Agntz.Domain.Sessions;

/// <summary>Who can say something in a session, as the wire and the rows spell it.</summary>
public static class MessageRoles
{
    /// <summary>Whoever instructs the model.</summary>
    public const string System = "system";

    /// <summary>The caller.</summary>
    public const string User = "user";

    /// <summary>The agent.</summary>
    public const string Assistant = "assistant";

    /// <summary>A tool the agent has called.</summary>
    public const string Tool = "tool";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [System, User, Assistant, Tool];
}
