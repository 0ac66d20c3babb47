using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Tools;

/// <summary>
/// The tools one execution of an agent may call, by the name its model knows them by, and what they hold open.
/// </summary>
internal sealed class ToolSet : IAsyncDisposable
{
    private readonly OrderedDictionary<string, ITool> _tools = new(StringComparer.Ordinal);
    private readonly List<IAsyncDisposable> _owned = [];

    /// <summary>The tools, in the order of the manifest.</summary>
    public IReadOnlyList<ITool> All => [.. _tools.Values];

    /// <summary>Adds tools.</summary>
    /// <exception cref="RunFailedException">Two tools have the same name.</exception>
    public void Add(IEnumerable<ITool> tools)
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

    /// <summary>Takes over something that is disposed with the set.</summary>
    public void Own(IAsyncDisposable resource) => _owned.Add(resource);

    /// <summary>The tool of this name; one that says that there is none where there is none.</summary>
    public ITool Find(string name) =>
        _tools.TryGetValue(name, out var tool) ? tool : new MissingTool(name, [.. _tools.Keys]);

    public async ValueTask DisposeAsync()
    {
        foreach (var resource in _owned)
        {
            await resource.DisposeAsync();
        }
    }
}
