using System.Text.Json;
using Agntz.Domain.Execution.Schemas;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Holds the keys a step passes against those its agent declares.</summary>
internal static class StepInputCheck
{
    /// <param name="step">The step.</param>
    /// <param name="input">What it passes; null when it passes on what it gets.</param>
    /// <param name="use">Its agent. Of one that is referred to nothing is known until a run starts.</param>
    /// <param name="upstream">What it gets.</param>
    public static void Check(Fields step, Mapping? input, AgentUse use, KnownValue upstream)
    {
        if (use is not AgentUse.Inline { Agent: { InputSchema: { } schema } agent })
        {
            return;
        }

        if (input is null)
        {
            CheckUpstream(step, schema, agent, upstream);
            return;
        }

        var declared = Scope.Properties(schema);
        foreach (var extra in input.Keys.Except(declared))
        {
            step.Problems.Reference($"{step.PathOf("input")}.{extra}",
                $"Agent '{agent.Id}' declares no input '{extra}'. Declared: {string.Join(", ", declared)}");
        }

        foreach (var missing in Required(schema.Definition).Except(input.Keys))
        {
            step.Problems.Reference(step.PathOf("input"), $"Agent '{agent.Id}' requires the input '{missing}'");
        }
    }

    private static void CheckUpstream(Fields step, JsonSchema schema, AgentManifest agent, KnownValue upstream)
    {
        if (Scope.Properties(schema).Count == 0)
        {
            return;
        }

        if (upstream.IsText && TakesObject(schema.Definition))
        {
            step.Problems.Reference(step.PathOf("input"), $"Agent '{agent.Id}' takes an object, and without 'input' it "
                + "gets the text of the step before: map it with 'input'");
        }
        else if (upstream.Keys is not { } keys)
        {
            step.Problems.Warn(step.PathOf("input"), $"Whether agent '{agent.Id}' gets what its inputSchema asks for is "
                + "known only when it runs: map it with 'input'");
        }
        else
        {
            foreach (var missing in Required(schema.Definition).Except(keys))
            {
                step.Problems.Reference(step.PathOf("input"), $"Agent '{agent.Id}' requires the input '{missing}', and "
                    + $"without 'input' it gets only: {string.Join(", ", keys)}");
            }
        }
    }

    private static bool TakesObject(JsonElement definition) =>
        definition.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String
        && type.ValueEquals("object");

    private static IEnumerable<string> Required(JsonElement definition) =>
        definition.ValueKind is JsonValueKind.Object && definition.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!)
            : [];
}
