using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>Fills in what a value leaves out and its schema knows.</summary>
internal static class SchemaDefaults
{
    /// <summary>The value with the defaults of missing properties; the very same where none is missing.</summary>
    public static JsonElement Fill(JsonElement schema, JsonElement value) =>
        IsComplete(schema, value)
            ? value
            : JsonText.Parse(JsonText.Write((schema, value), static (writer, it) => Write(writer, it.schema, it.value)));

    private static bool IsComplete(JsonElement schema, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Properties(schema).All(property =>
            value.TryGetProperty(property.Name, out var member)
                ? IsComplete(property.Value, member)
                : Default(property.Value) is null),
        JsonValueKind.Array => Items(schema) is not { } items
            || value.EnumerateArray().All(item => IsComplete(items, item)),
        _ => true,
    };

    private static void Write(Utf8JsonWriter writer, JsonElement schema, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, schema, value);
                break;
            case JsonValueKind.Array when Items(schema) is { } items:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, items, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement schema, JsonElement value)
    {
        var properties = Properties(schema).ToDictionary(property => property.Name, property => property.Value);
        writer.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            Write(writer, properties.GetValueOrDefault(member.Name), member.Value);
        }

        foreach (var (name, property) in properties.Where(property => !value.TryGetProperty(property.Key, out _)))
        {
            if (Default(property) is { } missing)
            {
                writer.WritePropertyName(name);
                missing.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<JsonProperty> Properties(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject()
            : [];

    private static JsonElement? Items(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.Object && !schema.TryGetProperty("prefixItems", out _)
        && schema.TryGetProperty("items", out var items) ? items : null;

    private static JsonElement? Default(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("default", out var value) ? value : null;
}
