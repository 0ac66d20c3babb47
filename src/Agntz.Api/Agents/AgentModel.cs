using Agntz.Domain.Agents;

namespace Agntz.Api.Agents;

/// <summary>A model an agent names.</summary>
/// <param name="Provider">The provider's name as configured.</param>
/// <param name="Name">The model's name.</param>
public sealed record AgentModel(string Provider, string Name)
{
    internal static AgentModel FirstOf(AgentManifest agent) => Find(agent) is { } model
        ? new AgentModel(model.Provider, model.Name)
        : new AgentModel("", "");

    private static ModelSettings? Find(AgentManifest agent) => agent switch
    {
        LlmManifest llm => llm.Model,
        PipelineManifest pipeline => pipeline.Steps
            .Select(step => step.Agent is AgentUse.Inline inline ? Find(inline.Agent) : null)
            .FirstOrDefault(model => model is not null),
        _ => null,
    };
}
