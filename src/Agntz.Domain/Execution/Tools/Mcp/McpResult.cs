using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>What a model, or the next step, reads of an answer.</summary>
internal static class McpResult
{
    private const int MaxLength = 40_000;
    private const int MaxErrorLength = 500;

    /// <summary>
    /// The structured value where there is one; else the text, read as JSON where it is an object or an array; else the
    /// blocks as they are. Of what is too long the beginning, as a text beside <c>truncated</c>. A tool that says that
    /// it failed gives an error.
    /// </summary>
    public static ToolResult From(McpAnswer answer)
    {
        var text = Text(answer.Content);
        if (answer.IsError)
        {
            var said = string.IsNullOrWhiteSpace(text) ? (answer.Structured ?? answer.Content).GetRawText() : text;
            var error = Cut(said, MaxLength);
            return ToolResult.Failed(error) with { Error = Cut(error, MaxErrorLength) };
        }

        var value = answer.Structured ?? (text is null ? answer.Content : Read(text));
        var raw = value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return new ToolResult(raw.Length <= MaxLength ? value : Truncated(raw));
    }

    // Null where something else is among the blocks.
    private static string? Text(JsonElement content)
    {
        var blocks = content.EnumerateArray().ToList();
        return blocks.All(IsText) ? string.Join("\n", blocks.Select(block => block.GetProperty("text").GetString())) : null;
    }

    private static bool IsText(JsonElement block) =>
        block.ValueKind is JsonValueKind.Object
        && block.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && type.ValueEquals("text")
        && block.TryGetProperty("text", out var text) && text.ValueKind is JsonValueKind.String;

    private static JsonElement Read(string text)
    {
        if (text.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            try
            {
                return JsonElement.Parse(text);
            }
            catch (JsonException)
            {
                // Many a text begins with a bracket and is none the less a text.
            }
        }

        return JsonText.Parse(JsonText.Write(text, static (writer, it) => writer.WriteStringValue(it)));
    }

    private static JsonElement Truncated(string raw) =>
        JsonText.Parse(JsonText.WriteObject(Cut(raw, MaxLength), static (writer, text) =>
        {
            writer.WriteString("body", text);
            writer.WriteBoolean("truncated", true);
        }));

    // Half of a character is no text.
    private static string Cut(string text, int length) => text.Length <= length
        ? text
        : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
