using System.Text.Json;
using Agntz.Domain.Execution;

namespace Agntz.Domain.Tests.Execution;

/// <summary>States for templates and conditions.</summary>
internal static class States
{
    /// <summary>The state with the members of a JSON object.</summary>
    public static AgentState Of(string json)
    {
        var state = new AgentState();
        foreach (var member in JsonElement.Parse(json).EnumerateObject())
        {
            state.Set(member.Name, member.Value);
        }

        return state;
    }
}
