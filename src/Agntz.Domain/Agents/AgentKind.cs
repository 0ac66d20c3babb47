namespace Agntz.Domain.Agents;

/// <summary>What an agent is made of.</summary>
public enum AgentKind
{
    /// <summary>One model, an instruction and a prompt.</summary>
    Llm,

    /// <summary>One call of one tool.</summary>
    Tool,

    /// <summary>Steps that run one after the other, each seeing what came before.</summary>
    Sequential,

    /// <summary>Branches that run at the same time over the same input.</summary>
    Parallel,
}
