using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Agents.References;

/// <summary>Finds the references in manifests.</summary>
public static class ManifestReferences
{
    /// <summary>The references of an agent and of all that is declared within it, in the order of the text.</summary>
    public static IEnumerable<FoundReference> In(AgentManifest agent) => In(agent, "", isConditional: false);

    private static IEnumerable<FoundReference> In(AgentManifest agent, string path, bool isConditional)
    {
        foreach (var tool in agent is LlmManifest llm ? llm.Tools.OfType<AgentToolDeclaration>() : [])
        {
            // A model decides whether it is called.
            yield return new FoundReference(tool.Agent, tool.Path, IsConditional: true);
        }

        if (agent is not PipelineManifest pipeline)
        {
            yield break;
        }

        var list = pipeline is SequentialManifest ? "steps" : "branches";
        foreach (var (index, step) in pipeline.Steps.Index())
        {
            var at = path.Length == 0 ? $"{list}[{index}]" : $"{path}.{list}[{index}]";
            var mayBeSkipped = isConditional || step.When is not null;
            switch (step.Agent)
            {
                case AgentUse.Referenced referenced:
                    yield return new FoundReference(referenced.Agent, $"{at}.ref", mayBeSkipped);
                    break;
                case AgentUse.Inline inline:
                    foreach (var found in In(inline.Agent, $"{at}.agent", mayBeSkipped))
                    {
                        yield return found;
                    }

                    break;
            }
        }
    }
}
