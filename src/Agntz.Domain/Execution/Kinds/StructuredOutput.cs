using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Kinds;

/// <summary>Turns the text of a model into the output of its agent.</summary>
internal static class StructuredOutput
{
    private const string Mismatch = "Model returned output that does not match the manifest outputSchema.";

    /// <summary>The text itself, or what it says where the agent has an output schema.</summary>
    /// <exception cref="RunFailedException">The text does not match the schema.</exception>
    public static JsonElement Read(LlmManifest agent, string text)
    {
        if (agent.OutputSchema is not { } schema)
        {
            return JsonElement.Parse(JsonText.Write(text, static (writer, it) => writer.WriteStringValue(it)));
        }

        var output = ParseObject(text);
        var violations = schema.Validate(output);
        return violations.Count == 0
            ? output
            : throw Invalid([.. violations.Select(violation => $"#{violation.Pointer}: {violation.Message}")]);
    }

    private static JsonElement ParseObject(string text)
    {
        try
        {
            return JsonText.Parse(JsonText.Compact(JsonElement.Parse(text)));
        }
        catch (JsonException failure)
        {
            throw Invalid([$"#: the answer is no JSON: {failure.Message}"]);
        }
    }

    private static RunFailedException Invalid(IReadOnlyList<string> details) =>
        new(new RunError(Mismatch, RunErrorCodes.StructuredOutputInvalid, details));
}
