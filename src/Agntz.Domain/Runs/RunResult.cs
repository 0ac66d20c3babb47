using System.Text.Json;
using Agntz.Domain.Execution;
using Agntz.Domain.Json;
using Agntz.Domain.Sessions;

namespace Agntz.Domain.Runs;

/// <summary>
/// What a completed run gives back. Written once as JSON: that text is what the record, the event and the answers hold.
/// </summary>
public sealed record RunResult
{
    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>The session it is part of; null without one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The output of the root agent.</summary>
    public required JsonElement Output { get; init; }

    /// <summary>The state of the root agent at its end.</summary>
    public required AgentState State { get; init; }

    /// <summary>Every call of a tool, in the order they began: one JSON object as text for each.</summary>
    public IReadOnlyList<string> ToolCalls { get; init; } = [];

    /// <summary>Tokens of every model call below it.</summary>
    public required RunUsage Usage { get; init; }

    /// <summary>Whole milliseconds from creation to end.</summary>
    public required long DurationMs { get; init; }

    /// <summary>What the last model call reported.</summary>
    public required ModelReport Report { get; init; }

    /// <summary>
    /// The result as one JSON object. <c>output</c> is text, as clients expect; where the output is not a string,
    /// <c>value</c> holds it with its type.
    /// </summary>
    public string ToJson() => JsonText.WriteObject(this, static (writer, result) =>
    {
        var isText = result.Output.ValueKind is JsonValueKind.String;
        writer.WriteString("output", Text(result.Output));
        writer.WriteString("invocationId", result.Run.ToString());
        writer.WriteString("sessionId", result.SessionId ?? "");
        writer.WriteStartArray("toolCalls");
        foreach (var call in result.ToolCalls)
        {
            writer.WriteRawValue(call, skipInputValidation: true);
        }

        writer.WriteEndArray();
        WriteUsage(writer, result);
        writer.WriteNumber("duration", result.DurationMs);
        result.Report.WriteMembers(writer);
        if (!isText)
        {
            writer.WritePropertyName("value");
            result.Output.WriteTo(writer);
        }

        writer.WriteStartObject("state");
        foreach (var (key, value) in result.State)
        {
            writer.WritePropertyName(key);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    });

    /// <summary>What came out, without what it came from: the calls of tools, and the state with the input in it.</summary>
    public RunResult WithoutItsWay() => this with { ToolCalls = [], State = new AgentState() };

    /// <summary>What the run adds to its session.</summary>
    /// <param name="input">The input of the run; null when there was none.</param>
    public SessionTurn ToTurn(JsonElement? input) => new(
        JsonText.String(Text(input ?? default)),
        JsonText.String(Text(Output)),
        ToolCalls.Count == 0 ? null : $"[{string.Join(',', ToolCalls)}]");

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    private static void WriteUsage(Utf8JsonWriter writer, RunResult result)
    {
        writer.WriteStartObject("usage");
        writer.WriteNumber("promptTokens", result.Usage.InputTokens);
        writer.WriteNumber("completionTokens", result.Usage.OutputTokens);
        writer.WriteNumber("totalTokens", result.Usage.TotalTokens);
        if (result.Report.Model is { } model)
        {
            writer.WriteString("model", model);
        }

        writer.WriteEndObject();
    }
}
