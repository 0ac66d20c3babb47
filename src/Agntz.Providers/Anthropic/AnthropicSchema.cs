using System.Text.Json;

namespace Agntz.Providers.Anthropic;

/// <summary>
/// Writer of an output schema as the protocol takes it: objects are closed, and what it has no keyword for stands in the
/// description, where the model reads it. The answer is held to the schema as it was declared.
/// </summary>
internal static class AnthropicSchema
{
    private static readonly HashSet<string> Unsupported = new(StringComparer.Ordinal)
    {
        "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
        "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "default",
    };

    /// <summary>Writes a schema.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            schema.WriteTo(writer);
            return;
        }

        var constraints = schema.EnumerateObject().Where(member => Unsupported.Contains(member.Name)).ToList();
        writer.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            WriteMember(writer, member, constraints.Count > 0);
        }

        if (constraints.Count > 0)
        {
            writer.WriteString("description", Description(schema, constraints));
        }

        if (schema.TryGetProperty("properties", out _) && !schema.TryGetProperty("additionalProperties", out _))
        {
            writer.WriteBoolean("additionalProperties", false);
        }

        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, JsonProperty member, bool isDescribed)
    {
        if (Unsupported.Contains(member.Name) || (isDescribed && member.NameEquals("description")))
        {
            return;
        }

        writer.WritePropertyName(member.Name);
        switch (member.Name, member.Value.ValueKind)
        {
            case ("properties" or "$defs" or "definitions", JsonValueKind.Object):
                writer.WriteStartObject();
                foreach (var inner in member.Value.EnumerateObject())
                {
                    writer.WritePropertyName(inner.Name);
                    Write(writer, inner.Value);
                }

                writer.WriteEndObject();
                break;
            case ("items" or "not" or "additionalProperties", JsonValueKind.Object):
                Write(writer, member.Value);
                break;
            case ("anyOf" or "oneOf" or "allOf" or "prefixItems", JsonValueKind.Array):
                writer.WriteStartArray();
                foreach (var inner in member.Value.EnumerateArray())
                {
                    Write(writer, inner);
                }

                writer.WriteEndArray();
                break;
            default:
                member.Value.WriteTo(writer);
                break;
        }
    }

    private static string Description(JsonElement schema, List<JsonProperty> constraints)
    {
        var text = $"{{{string.Join(", ", constraints.Select(it => $"{it.Name}: {it.Value.GetRawText()}"))}}}";
        return schema.TryGetProperty("description", out var said) && said.ValueKind is JsonValueKind.String
            ? $"{said.GetString()} {text}"
            : text;
    }
}
