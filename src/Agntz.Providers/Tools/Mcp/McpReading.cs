using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Agntz.Domain.Execution.Tools.Mcp;
using Agntz.Providers.Wire;

namespace Agntz.Providers.Tools.Mcp;

/// <summary>Reads what MCP servers answer. What one tool or one block has wrong is no matter of the others.</summary>
internal static class McpReading
{
    private static readonly JsonElement NoBlocks = JsonElement.Parse("[]");

    /// <summary>The tools of one page of a list.</summary>
    public static IEnumerable<McpToolDescription> Tools(JsonElement page) =>
        from tool in page.Items("tools"u8)
        let name = tool.Text("name"u8)
        where name is not null
        select new McpToolDescription(
            name, tool.Text("description"u8) ?? tool.Text("title"u8), Parameters(tool.Member("inputSchema"u8)));

    /// <summary>The answer of a tool.</summary>
    public static McpAnswer Answer(JsonElement result) => new(
        result.Member("content"u8) is { ValueKind: JsonValueKind.Array } content ? content.Kept() : NoBlocks,
        result.Member("structuredContent"u8)?.Kept(),
        result.Member("isError"u8)?.ValueKind is JsonValueKind.True);

    /// <summary>The result of a request. Text goes over as it was written: it may have half a character in it.</summary>
    public static JsonElement Result(JsonNode? result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            Write(writer, result);
        }

        return WireJson.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValue value when value.TryGetValue<JsonElement>(out var element):
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    // A tool takes an object; a schema that says nothing of that, or something else, leaves the check to the server.
    private static JsonElement Parameters(JsonElement? schema) =>
        schema is { ValueKind: JsonValueKind.Object } given && given.Text("type"u8) == "object"
            ? given.Kept()
            : McpToolDescription.Anything;
}
