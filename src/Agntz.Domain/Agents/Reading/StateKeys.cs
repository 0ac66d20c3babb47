using System.Text.RegularExpressions;

namespace Agntz.Domain.Agents.Reading;

/// <summary>The key under which a step's output enters the state.</summary>
internal static partial class StateKeys
{
    /// <summary>The step's own, else the agent's own, else the agent's id in camel case.</summary>
    public static string Of(string? ofStep, AgentManifest agent) =>
        ofStep ?? agent.StateKey ?? AfterHyphen().Replace(agent.Id, match => match.Groups[1].Value.ToUpperInvariant());

    [GeneratedRegex("-([a-z])")]
    private static partial Regex AfterHyphen();
}
