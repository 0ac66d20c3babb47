using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Tools;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Models;

/// <summary>What an llm agent asks its model.</summary>
internal static class ModelRequest
{
    private const int MaxSchemaNameLength = 64;

    /// <summary>
    /// The system message and the user message, rendered over the agent's state, and between them what was said before.
    /// </summary>
    public static IReadOnlyList<ChatMessage> Messages(
        LlmManifest agent, AgentState state, IReadOnlyList<ChatMessage> history) =>
    [
        new(ChatRole.System, SystemMessage.From(agent, state)),
        .. history,
        new(ChatRole.User, agent.Prompt?.Render(state) ?? UserMessage.From(state)),
    ];

    /// <summary>The settings of the call.</summary>
    public static ChatOptions Options(LlmManifest agent, ToolSet tools)
    {
        var model = agent.Model;
        return new ChatOptions
        {
            ModelId = model.Name,
            Temperature = (float?)model.Temperature,
            MaxOutputTokens = model.MaxTokens,
            TopP = (float?)model.TopP,
            TopK = model.TopK,
            PresencePenalty = (float?)model.PresencePenalty,
            FrequencyPenalty = (float?)model.FrequencyPenalty,
            StopSequences = model.StopSequences.Count == 0 ? null : [.. model.StopSequences],
            Seed = model.Seed,
            ResponseFormat = ResponseFormat(agent),
            Tools = tools.All.Count == 0 ? null : [.. tools.All.Select(Declaration)],
            AdditionalProperties = model.ProviderOptions is { } options
                ? new AdditionalPropertiesDictionary { [model.Provider] = options }
                : null,
        };
    }

    private static ChatResponseFormatJson? ResponseFormat(LlmManifest agent) => agent.OutputSchema is { } schema
        ? ChatResponseFormat.ForJsonSchema(schema.Definition, SchemaName(agent.Id))
        : null;

    private static AIFunctionDeclaration Declaration(ITool tool) =>
        AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, tool.Parameters);

    private static string SchemaName(string agentId)
    {
        var name = string.Concat(agentId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return name[..Math.Min(name.Length, MaxSchemaNameLength - "_output".Length)] + "_output";
    }
}
