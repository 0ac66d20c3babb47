using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Tools;

/// <summary>A call of a tool that is over.</summary>
/// <param name="Result">What it gave.</param>
/// <param name="HasFailed">Whether the tool did not answer at all: what it gave is then only what is said of that.</param>
/// <param name="StartedAt">When it began, to the millisecond.</param>
/// <param name="DurationMs">How many whole milliseconds it took.</param>
internal sealed record ToolReturn(ToolResult Result, bool HasFailed, DateTimeOffset StartedAt, long DurationMs)
{
    /// <summary>The call as one JSON object.</summary>
    public string ToJson() => JsonText.WriteObject(this, static (writer, it) =>
    {
        writer.WritePropertyName("value");
        it.Result.Value.WriteTo(writer);
        writer.WriteString("error", it.Result.Error);
        writer.WriteBoolean("failed", it.HasFailed);
        writer.WriteNumber("startedAt", it.StartedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("duration", it.DurationMs);
    });

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ToolReturn FromJson(JsonElement json) => new(
        new ToolResult(json.GetProperty("value"), json.GetProperty("error").GetString()),
        json.GetProperty("failed").GetBoolean(),
        DateTimeOffset.FromUnixTimeMilliseconds(json.GetProperty("startedAt").GetInt64()),
        json.GetProperty("duration").GetInt64());
}
