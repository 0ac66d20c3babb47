using System.Text.Json;
using Agntz.Domain.Execution.Schemas.Keywords;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>
/// The short way to write an object's schema in a manifest: names with their types. Every property is required unless
/// it has a default, and no others are allowed.
/// </summary>
public static class SchemaShorthand
{
    /// <summary>Where the properties are in the JSON Schema a shorthand stands for.</summary>
    internal const string Properties = "/properties";

    /// <summary>Whether a definition is JSON Schema already: it says so, or it is an object type with properties.</summary>
    public static bool IsCanonical(JsonElement definition) =>
        definition.ValueKind is not JsonValueKind.Object
        || (definition.TryGetProperty("$schema", out var dialect) && dialect.ValueKind is JsonValueKind.String)
        || (definition.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String
            && type.GetString() is "object"
            && definition.TryGetProperty("properties", out var properties)
            && properties.ValueKind is JsonValueKind.Object);

    /// <summary>The JSON Schema a shorthand stands for.</summary>
    /// <exception cref="JsonSchemaException">A property has no type, or one that does not exist.</exception>
    public static JsonElement ToCanonical(JsonElement definition) => JsonText.Parse(
        JsonText.Write(definition, static (writer, it) => WriteObject(writer, it, "")));

    private static void WriteObject(Utf8JsonWriter writer, JsonElement properties, string pointer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        WriteMembers(writer, properties, pointer);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement properties, string pointer)
    {
        writer.WriteStartObject("properties");
        foreach (var property in properties.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            WriteProperty(writer, property.Value, $"{pointer}/{property.Name}");
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required");
        foreach (var property in properties.EnumerateObject().Where(IsRequired))
        {
            writer.WriteStringValue(property.Name);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", false);
    }

    private static bool IsRequired(JsonProperty property) =>
        property.Value.ValueKind is not JsonValueKind.Object || !property.Value.TryGetProperty("default", out _);

    private static void WriteProperty(Utf8JsonWriter writer, JsonElement property, string pointer)
    {
        switch (property.ValueKind)
        {
            case JsonValueKind.String:
                writer.WriteStartObject();
                writer.WriteString("type", TypeName(property, pointer));
                writer.WriteEndObject();
                break;
            case JsonValueKind.Object:
                WriteExpanded(writer, property, pointer);
                break;
            default:
                throw new JsonSchemaException(pointer,
                    $"expected a type such as 'string', or an object with a 'type', found {property.ValueKind}");
        }
    }

    private static void WriteExpanded(Utf8JsonWriter writer, JsonElement property, string pointer)
    {
        if (!property.TryGetProperty("type", out var type))
        {
            throw new JsonSchemaException(pointer, "expected a 'type': a property is a type, or an object with a type");
        }

        writer.WriteStartObject();
        writer.WriteString("type", TypeName(type, pointer));
        foreach (var member in property.EnumerateObject())
        {
            WriteMember(writer, member, pointer);
        }

        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, JsonProperty member, string pointer)
    {
        switch (member.Name)
        {
            case "type":
                break;
            case "properties" when member.Value.ValueKind is JsonValueKind.Object:
                WriteMembers(writer, member.Value, $"{pointer}/properties");
                break;
            case "items" when member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Object:
                writer.WritePropertyName("items");
                WriteProperty(writer, member.Value, $"{pointer}/items");
                break;
            default:
                writer.WritePropertyName(member.Name switch { "min" => "minimum", "max" => "maximum", var name => name });
                member.Value.WriteTo(writer);
                break;
        }
    }

    private static string TypeName(JsonElement type, string pointer) =>
        type.ValueKind is JsonValueKind.String && TypeKeyword.Names.Contains(type.GetString()!)
            ? type.GetString()!
            : throw new JsonSchemaException(pointer,
                $"expected one of the types {string.Join(", ", TypeKeyword.Names)}, found {type.GetRawText()}");
}
