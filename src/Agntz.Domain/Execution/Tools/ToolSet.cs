using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Tools;

/// <summary>The tools one execution of an agent may call, by the name its model knows them by.</summary>
internal sealed class ToolSet
{
    private readonly OrderedDictionary<string, ITool> _tools = new(StringComparer.Ordinal);

    /// <exception cref="RunFailedException">Two tools have the same name.</exception>
    public ToolSet(IEnumerable<ITool> tools)
    {
        foreach (var tool in tools)
        {
            if (!_tools.TryAdd(tool.Name, tool))
            {
                throw new RunFailedException(new RunError(
                    $"Two tools of the agent are named '{tool.Name}': its model could not tell them apart. Rename one of them.",
                    RunErrorCodes.ToolNameTaken));
            }
        }
    }

    /// <summary>The tools, in the order of the manifest.</summary>
    public IReadOnlyList<ITool> All => [.. _tools.Values];

    /// <summary>The tool of this name; one that says that there is none where there is none.</summary>
    public ITool Find(string name) =>
        _tools.TryGetValue(name, out var tool) ? tool : new MissingTool(name, [.. _tools.Keys]);
}
