using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Agents.References;

namespace Agntz.Domain.Execution.Tools;

/// <summary>
/// Another agent as a tool. It is no effect but a part of the run, made of effects of its own:
/// <see cref="AgentToolCalls"/> executes it.
/// </summary>
internal sealed class AgentTool(AgentReference reference, AgentManifest agent) : ITool
{
    private static readonly JsonElement Text = JsonElement.Parse(
        """
        {
          "type": "object",
          "properties": {"input": {"type": "string", "description": "What the agent is given."}},
          "required": ["input"],
          "additionalProperties": false
        }
        """);

    private static readonly JsonElement Json = JsonElement.Parse(
        """
        {
          "type": "object",
          "properties": {"input": {"type": "string", "description": "What the agent is given: a JSON object."}},
          "required": ["input"],
          "additionalProperties": false
        }
        """);

    public string Name { get; } = NameOf(reference);

    public string Description => agent.Description ?? $"Asks the agent '{agent.Name ?? agent.Id}'.";

    public JsonElement Parameters => agent.InputSchema is null ? Text : Json;

    public string Kind => ToolKinds.Agent;

    public TimeSpan Timeout => System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>How the agent is taken.</summary>
    public AgentUse Use { get; } = new AgentUse.Referenced(reference);

    /// <summary>The name models know the tool by that is the agent of a reference.</summary>
    public static string NameOf(AgentReference reference) => ToolNames.Sanitize($"invoke_{reference.Text}");

    public ValueTask<ToolResult> CallAsync(
        JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Agents are executed by AgentToolCalls.");

    /// <summary>What the agent is given. One with an input schema reads the text as JSON.</summary>
    /// <exception cref="ToolException">There is no input.</exception>
    public JsonElement InputFrom(ToolRequest request)
    {
        if (request.Problem is { } problem)
        {
            throw new ToolException(problem);
        }

        if (!request.Arguments.TryGetProperty("input", out var input) || input.ValueKind is not JsonValueKind.String)
        {
            throw new ToolException("The arguments do not match the tool's parameters: 'input' must be a string.");
        }

        try
        {
            return agent.InputSchema is null ? input : ToolValues.Accept(JsonElement.Parse(input.GetString()!));
        }
        catch (JsonException)
        {
            throw new ToolException($"Agent '{agent.Id}' takes a JSON object as its input, written as text.");
        }
    }
}
