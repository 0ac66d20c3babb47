using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>A tool, as its MCP server describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does; null when the server does not say.</param>
/// <param name="Parameters">A JSON Schema of an object: what its arguments look like.</param>
public sealed record McpToolDescription(string Name, string? Description, JsonElement Parameters)
{
    /// <summary>Parameters of a tool of which nothing is known: any object.</summary>
    public static JsonElement Anything { get; } = JsonElement.Parse("""{"type":"object"}""");

    /// <summary>Several as one JSON array.</summary>
    public static string ToJson(IEnumerable<McpToolDescription> tools) => JsonText.Write(tools, static (writer, it) =>
    {
        writer.WriteStartArray();
        foreach (var tool in it)
        {
            writer.WriteStartObject();
            writer.WriteString("name", tool.Name);
            writer.WriteString("description", tool.Description);
            writer.WritePropertyName("parameters");
            tool.Parameters.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static IReadOnlyList<McpToolDescription> FromJson(JsonElement json) =>
    [
        .. json.EnumerateArray().Select(tool => new McpToolDescription(
            tool.GetProperty("name").GetString()!,
            tool.GetProperty("description").GetString(),
            tool.GetProperty("parameters"))),
    ];
}
