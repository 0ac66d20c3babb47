using System.Text.Json;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Tools;

/// <summary>
/// The attributes of <c>tool.execute</c> spans. What went in and out is among them only where that is asked for.
/// </summary>
internal static class ToolSpan
{
    /// <summary>Writes what is known of a call when it begins.</summary>
    public static void WriteStart(Utf8JsonWriter writer, ITool tool, ToolRequest request, RecordingOptions recording)
    {
        writer.WriteString(SpanAttributes.Operation, "execute_tool");
        writer.WriteString(SpanAttributes.ToolName, tool.Name);
        writer.WriteString(SpanAttributes.ToolType, "function");
        writer.WriteString(SpanAttributes.ToolCallId, request.Id);
        writer.WriteString(SpanAttributes.ToolKind, tool.Kind);
        if (recording.RecordToolIO)
        {
            SpanText.Write(
                writer, SpanAttributes.ToolArguments, request.Arguments.GetRawText(), SpanAttributes.Truncated);
        }
    }

    /// <summary>Writes what is known of a call that is over.</summary>
    public static void WriteEnd(Utf8JsonWriter writer, ToolReturn output, RecordingOptions recording)
    {
        if (recording.RecordToolIO)
        {
            SpanText.Write(
                writer, SpanAttributes.ToolResult, output.Result.Value.GetRawText(), SpanAttributes.TruncatedAtEnd);
        }
    }
}
