using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution;

/// <summary>Holds the input of an agent against its input schema.</summary>
public static class InputCheck
{
    /// <summary>What is wrong with an input.</summary>
    /// <param name="agent">The agent that will take it.</param>
    /// <param name="input">The input; null when there is none.</param>
    /// <returns>Null when the agent can take it.</returns>
    public static RunError? Find(AgentManifest agent, ref JsonElement? input)
    {
        if (agent.InputSchema is not { } schema)
        {
            return null;
        }

        input = schema.WithDefaults(input ?? Empty);
        var violations = schema.Validate(input.Value);
        return violations.Count == 0 ? null : new RunError(
            $"The input does not match the inputSchema of agent '{agent.Id}'.",
            RunErrorCodes.InputInvalid,
            [.. violations.Select(violation => $"#{violation.Pointer}: {violation.Message}")]);
    }

    internal static JsonElement? Accept(AgentManifest agent, JsonElement? input) =>
        Find(agent, ref input) is { } error ? throw new RunFailedException(error) : input;

    private static readonly JsonElement Empty = JsonElement.Parse("{}");
}
