namespace Agntz.Domain.Execution.Tools;

/// <summary>The local tools of this server, by name. Immutable.</summary>
public sealed class LocalTools
{
    private readonly Dictionary<string, ITool> _tools = new(StringComparer.Ordinal);

    /// <summary>Gathers them.</summary>
    /// <exception cref="InvalidOperationException">
    /// Two have the same name, or one has a name or parameters that no model can use.
    /// </exception>
    public LocalTools(IEnumerable<ILocalTool> tools)
    {
        foreach (var tool in tools)
        {
            if (!ToolNames.IsValid(tool.Name) || !_tools.TryAdd(tool.Name, new LocalTool(tool)))
            {
                throw new InvalidOperationException(
                    $"The local tool '{tool.Name}' ({tool.GetType()}) cannot be registered: a name is {ToolNames.Expected}, "
                    + "and no two tools have the same.");
            }
        }
    }

    /// <summary>The names, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _tools.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A tool; null when none is registered under this name.</summary>
    public ITool? Find(string name) => _tools.GetValueOrDefault(name);
}
