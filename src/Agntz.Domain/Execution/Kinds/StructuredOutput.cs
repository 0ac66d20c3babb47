using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Kinds;

/// <summary>Turns the text of a model into the output of its agent.</summary>
internal static class StructuredOutput
{
    private const string Mismatch = "Model returned output that does not match the manifest outputSchema.";

    private const string CutOff = "The model's answer was cut off at its length limit (finish reason 'length') and does not "
        + "match the outputSchema. Raise model.maxTokens, or ask for less.";

    /// <summary>The text itself, or what it says where the agent has an output schema.</summary>
    /// <exception cref="RunFailedException">The text does not match the schema.</exception>
    public static JsonElement Read(LlmManifest agent, ModelReply reply)
    {
        if (agent.OutputSchema is not { } schema)
        {
            return JsonElement.Parse(JsonText.Write(reply.Text, static (writer, it) => writer.WriteStringValue(it)));
        }

        var output = ParseObject(reply);
        var violations = schema.Validate(output);
        return violations.Count == 0
            ? output
            : throw Invalid(reply, [.. violations.Select(violation => $"#{violation.Pointer}: {violation.Message}")]);
    }

    private static JsonElement ParseObject(ModelReply reply)
    {
        try
        {
            return JsonText.Parse(JsonText.Compact(JsonElement.Parse(JsonAnswer.Unwrap(reply.Text))));
        }
        catch (JsonException failure)
        {
            throw Invalid(reply, [$"#: the answer is no JSON: {failure.Message}"]);
        }
    }

    private static RunFailedException Invalid(ModelReply reply, IReadOnlyList<string> details) => new(new RunError(
        reply.Report.FinishReason == ChatFinishReason.Length.Value ? CutOff : Mismatch,
        RunErrorCodes.StructuredOutputInvalid,
        details));
}
