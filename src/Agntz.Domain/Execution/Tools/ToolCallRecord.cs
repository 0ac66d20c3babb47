using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Tools;

/// <summary>A call of a tool, as the run's log and its result show it.</summary>
internal sealed record ToolCallRecord(StepPath Path, ToolRequest Request, ToolReturn Return)
{
    /// <summary>The call as one JSON object.</summary>
    public string ToJson() => JsonText.Write(this, static (writer, it) => it.Write(writer));

    /// <summary>Writes it as an object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Request.Id);
        writer.WriteString("name", Request.Name);
        writer.WritePropertyName("input");
        Request.Arguments.WriteTo(writer);
        writer.WritePropertyName("output");
        Return.Result.Value.WriteTo(writer);
        writer.WriteNumber("duration", Return.DurationMs);
        if (Return.Result.Error is { } error)
        {
            writer.WriteString("error", error);
        }

        writer.WriteEndObject();
    }
}
