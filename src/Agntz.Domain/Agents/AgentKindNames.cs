namespace Agntz.Domain.Agents;

/// <summary>The one spelling of agent kinds, in manifests, on the wire and in storage.</summary>
public static class AgentKindNames
{
    /// <summary>The kind in lower case.</summary>
    public static string ToName(this AgentKind kind) => kind switch
    {
        AgentKind.Llm => "llm",
        AgentKind.Tool => "tool",
        AgentKind.Sequential => "sequential",
        AgentKind.Parallel => "parallel",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an agent kind."),
    };
}
