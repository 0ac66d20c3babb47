using System.Text.Json;
using Agntz.Domain.Agents;

namespace Agntz.Domain.Execution;

/// <summary>stub</summary>
public static class InitialState
{
    /// <summary>stub</summary>
    public static AgentState From(AgentManifest manifest, JsonElement? input)
    {
        var state = new AgentState();
        state.Set("userQuery", input ?? JsonElement.Parse(manifest.Id.Length == 0 ? "null" : "\"\""));
        return state;
    }
}
