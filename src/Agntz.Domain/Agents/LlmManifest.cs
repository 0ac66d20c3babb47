using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution.Schemas;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents;

/// <summary>An agent that asks one model, and lets it call tools.</summary>
public sealed record LlmManifest : AgentManifest
{
    /// <summary>How often the model is asked at most where the manifest does not say.</summary>
    public const int DefaultMaxSteps = 10;

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

    /// <summary>The tools the model may call, in the order of the manifest; empty when there are none.</summary>
    public IReadOnlyList<ToolDeclaration> Tools { get; init; } = [];

    /// <summary>How often the model is asked at most in one execution; at least 1.</summary>
    public int MaxSteps { get; init; } = DefaultMaxSteps;

    /// <summary>
    /// How many tokens one execution may use before its model is asked again; at least 1, null when there is no limit.
    /// </summary>
    public long? TokenBudget { get; init; }

    /// <inheritdoc/>
    public override AgentKind Kind => AgentKind.Llm;
}
