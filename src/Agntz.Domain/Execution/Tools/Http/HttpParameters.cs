using System.Text.Json;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>What the caller of an http tool chooses: the placeholders of its URL that are not pinned.</summary>
internal sealed class HttpParameters
{
    private readonly IReadOnlyList<(string Name, bool IsOptional)> _open;

    public HttpParameters(HttpToolDeclaration declaration)
    {
        _open = [.. declaration.Url.Placeholders.Where(placeholder => !declaration.Pinned.ContainsKey(placeholder.Name))];
        Schema = JsonText.Parse(JsonText.WriteObject(_open, WriteSchema));
    }

    /// <summary>A JSON Schema of them: strings all.</summary>
    public JsonElement Schema { get; }

    /// <summary>Their values; null and absent ones are left out, numbers and booleans are spelled out.</summary>
    /// <exception cref="ToolException">One is no single value.</exception>
    public Dictionary<string, string> Read(JsonElement arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, isOptional) in _open)
        {
            if (!arguments.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
            {
                if (!isOptional)
                {
                    throw new ToolException($"Missing required placeholder '{name}' for URL");
                }
            }
            else if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                throw new ToolException($"'{name}' must be a string, found {value.ValueKind}.");
            }
            else
            {
                values[name] = value.ToString();
            }
        }

        return values;
    }

    private static void WriteSchema(Utf8JsonWriter writer, IReadOnlyList<(string Name, bool IsOptional)> open)
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var (name, _) in open)
        {
            writer.WriteStartObject(name);
            writer.WriteString("type", "string");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required");
        foreach (var (name, _) in open.Where(placeholder => !placeholder.IsOptional))
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", false);
    }
}
