using System.Text.Json;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Holds the keys a step passes against those its agent declares.</summary>
internal static class StepInputCheck
{
    public static void Check(Fields step, Mapping? input, AgentManifest agent)
    {
        if (input is null || agent.InputSchema is not { } schema)
        {
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

    private static IEnumerable<string> Required(JsonElement definition) =>
        definition.ValueKind is JsonValueKind.Object && definition.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!)
            : [];
}
