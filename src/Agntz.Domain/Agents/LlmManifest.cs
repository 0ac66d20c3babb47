using Agntz.Domain.Execution.Schemas;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents;

/// <summary>An agent that asks one model.</summary>
public sealed record LlmManifest : AgentManifest
{
    /// <summary>Which model is asked, and how.</summary>
    public required ModelSettings Model { get; init; }

    /// <summary>The system message, rendered over the agent's state.</summary>
    public required Template Instruction { get; init; }

    /// <summary>The user message; null when the input itself is the message.</summary>
    public Template? Prompt { get; init; }

    /// <summary>Exchanges that show what is wanted, in order; empty when there are none.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>What the answer must look like; null when it is plain text.</summary>
    public JsonSchema? OutputSchema { get; init; }

    /// <inheritdoc/>
    public override AgentKind Kind => AgentKind.Llm;
}
