using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Tools;

/// <summary>What one call of a tool gave.</summary>
/// <param name="Value">What the model, or the next step, reads.</param>
/// <param name="Error">What went wrong, as the span shows it; null when nothing did.</param>
public sealed record ToolResult(JsonElement Value, string? Error = null)
{
    /// <summary>A call that went wrong: the model reads <c>{"error": message}</c>.</summary>
    public static ToolResult Failed(string message) => new(
        JsonText.Parse(JsonText.WriteObject(message, static (writer, it) => writer.WriteString("error", it))), message);
}
