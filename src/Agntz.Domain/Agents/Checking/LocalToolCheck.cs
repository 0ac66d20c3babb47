using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution.Tools;

namespace Agntz.Domain.Agents.Checking;

/// <summary>Finds local tools that a manifest names and this server does not have.</summary>
public sealed class LocalToolCheck(LocalTools tools)
{
    /// <summary>The reading as it is, or with what is missing as errors; what could not be read stays as it is.</summary>
    public ManifestReading Check(ManifestReading reading)
    {
        var missing = reading.Manifest is { } manifest ? Missing(manifest).ToList() : [];
        return missing.Count == 0
            ? reading
            : reading with { Manifest = null, Errors = [.. reading.Errors, .. missing] };
    }

    private IEnumerable<ManifestProblem> Missing(AgentManifest agent) => agent switch
    {
        LlmManifest llm => llm.Tools.SelectMany(Missing),
        ToolManifest tool => Missing(tool.Tool),
        PipelineManifest pipeline => pipeline.Steps.Select(step => step.Agent).OfType<AgentUse.Inline>()
            .SelectMany(inline => Missing(inline.Agent)),
        _ => [],
    };

    private IEnumerable<ManifestProblem> Missing(ToolDeclaration declaration) =>
        declaration is not LocalToolDeclaration local ? [] : local.Tools
            .Where(tool => tools.Find(tool.Name) is null)
            .Select(tool => new ManifestProblem("external", tool.Path,
                $"Local tool '{tool.Name}' is not registered. Registered are: {string.Join(", ", tools.Names)}"));
}
