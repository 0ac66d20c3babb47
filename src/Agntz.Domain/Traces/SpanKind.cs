namespace Agntz.Domain.Traces;

/// <summary>The kinds of work a span of ours covers, as the wire spells them. Ingested spans may have others.</summary>
public static class SpanKind
{
    /// <summary>One execution of an agent; the root of every run's trace is one.</summary>
    public const string AgentInvoke = "agent.invoke";

    /// <summary>One try of a call to a model.</summary>
    public const string ModelCall = "model.call";

    /// <summary>One try of a call to a tool.</summary>
    public const string ToolExecute = "tool.execute";
}
