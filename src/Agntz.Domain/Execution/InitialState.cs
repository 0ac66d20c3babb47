using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Budgets;

namespace Agntz.Domain.Execution;

/// <summary>
/// What an agent's state holds when it begins. With an input schema: the properties of the input. Without one: the
/// whole input as <c>userQuery</c>, and beside it the input's own properties where it is an object.
/// </summary>
public static class InitialState
{
    private const string UserQuery = "userQuery";

    private static readonly JsonElement Nothing = JsonElement.Parse("\"\"");

    /// <summary>Makes the state.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="input">Its input, with defaults filled in; null when there is none.</param>
    public static AgentState From(AgentManifest agent, JsonElement? input) => From(agent, input, held: null);

    internal static AgentState From(AgentManifest agent, JsonElement? input, HeldBytes? held)
    {
        var state = new AgentState(held);
        var isObject = input is { ValueKind: JsonValueKind.Object };
        if (agent.InputSchema is null || !isObject)
        {
            state.SetShared(UserQuery, input is null or { ValueKind: JsonValueKind.Null } ? Nothing : input.Value);
        }

        if (isObject)
        {
            foreach (var member in input!.Value.EnumerateObject())
            {
                state.SetShared(member.Name, member.Value);
            }
        }

        return state;
    }
}
