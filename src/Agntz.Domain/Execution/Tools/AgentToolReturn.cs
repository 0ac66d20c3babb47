using System.Text.Json;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Tools;

/// <summary>A call of an agent as a tool that is over, with everything it has used.</summary>
/// <param name="Return">What it gave.</param>
/// <param name="Usage">The tokens of all model calls below it.</param>
/// <param name="Calls">The calls of tools below it.</param>
/// <param name="Made">The executions, spans and steps below it.</param>
internal sealed record AgentToolReturn(
    ToolReturn Return, RunUsage Usage, IReadOnlyList<ToolCallRecord> Calls, RunMade Made)
{
    /// <summary>The call as one JSON object.</summary>
    public string ToJson() => JsonText.WriteObject(this, static (writer, it) =>
    {
        writer.WritePropertyName("return");
        writer.WriteRawValue(it.Return.ToJson(), skipInputValidation: true);
        writer.WriteNumber("inputTokens", it.Usage.InputTokens);
        writer.WriteNumber("outputTokens", it.Usage.OutputTokens);
        writer.WriteNumber("executions", it.Made.Executions);
        writer.WriteNumber("spans", it.Made.Spans);
        writer.WriteNumber("steps", it.Made.Steps);
        writer.WriteStartArray("calls");
        foreach (var call in it.Calls)
        {
            writer.WriteStartObject();
            writer.WriteString("path", call.Path.Value);
            writer.WriteStartObject("request");
            call.Request.WriteMembers(writer);
            writer.WriteEndObject();
            writer.WritePropertyName("return");
            writer.WriteRawValue(call.Return.ToJson(), skipInputValidation: true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static AgentToolReturn FromJson(JsonElement json) => new(
        ToolReturn.FromJson(json.GetProperty("return")),
        new RunUsage(json.GetProperty("inputTokens").GetInt64(), json.GetProperty("outputTokens").GetInt64()),
        [
            .. json.GetProperty("calls").EnumerateArray().Select(call => new ToolCallRecord(
                new StepPath(call.GetProperty("path").GetString()!),
                ToolRequest.FromJson(call.GetProperty("request")),
                ToolReturn.FromJson(call.GetProperty("return")))),
        ],
        new RunMade(Number(json, "executions"), Number(json, "spans"), Number(json, "steps")));

    // Earlier versions did not write them.
    private static long Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetInt64() : 0;
}
