using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agntz.Domain.Agents.Reading;

/// <summary>The key under which a step's output enters the state.</summary>
internal static partial class StateKeys
{
    /// <summary>The step's own, else the agent's own, else its id in camel case.</summary>
    public static string Of(string? ofStep, AgentUse use) => ofStep ?? use switch
    {
        AgentUse.Inline inline => inline.Agent.StateKey ?? Normalise(inline.Agent.Id),
        AgentUse.Referenced referenced => Normalise(referenced.Agent.AgentId),
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "Not a use of an agent."),
    };

    /// <summary>
    /// The key of a step that is not read yet: in a loop, steps see the keys of those after them. Null where the step
    /// is too wrong to have one.
    /// </summary>
    public static string? Foresee(JsonElement step) =>
        Text(step, "stateKey") ?? (Member(step, "agent") is { } agent
            ? Text(agent, "stateKey") ?? (Text(agent, "id") is { } id ? Normalise(id) : null)
            : Text(step, "ref") is { } reference ? Normalise(reference.Split('@')[0]) : null);

    private static string Normalise(string id) =>
        AfterHyphen().Replace(id, match => match.Groups[1].Value.ToUpperInvariant());

    private static string? Text(JsonElement source, string name) =>
        Member(source, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement source, string name) =>
        source.ValueKind is JsonValueKind.Object && source.TryGetProperty(name, out var member) ? member : null;

    [GeneratedRegex("-([a-z])")]
    private static partial Regex AfterHyphen();
}
