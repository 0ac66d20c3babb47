using System.Text.Json;

namespace Agntz.Domain.Execution.Templates;

/// <summary>A JSON value made from a state: objects of templates, where a sole <c>{{path}}</c> keeps its type.</summary>
public sealed class Mapping
{
    /// <summary>Makes the value.</summary>
    public JsonElement Resolve(AgentState state) => state.TryGet(_only, out var value) ? value : default;

    private readonly string _only = "";
}
