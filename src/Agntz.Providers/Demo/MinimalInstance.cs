using System.Text;
using System.Text.Json;

namespace Agntz.Providers.Demo;

/// <summary>The least value that a schema of the common kind accepts: strings say the reply, booleans are true.</summary>
internal static class MinimalInstance
{
    private const int MaxDepth = 16;

    /// <summary>The value as JSON.</summary>
    public static string Of(JsonElement schema, string reply)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            new Instance(schema, reply, writer).Write(schema, 0);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private sealed class Instance(JsonElement root, string reply, Utf8JsonWriter writer)
    {
        public void Write(JsonElement schema, int depth)
        {
            if (schema.ValueKind is not JsonValueKind.Object || depth > MaxDepth)
            {
                writer.WriteStringValue(reply);
            }
            else if (Chosen(schema) is { } value)
            {
                value.WriteTo(writer);
            }
            else if (Instead(schema) is { } other)
            {
                Write(other, depth + 1);
            }
            else
            {
                WriteOfType(schema, depth);
            }
        }

        private static JsonElement? Chosen(JsonElement schema) =>
            schema.TryGetProperty("const", out var constant) ? constant
            : schema.TryGetProperty("enum", out var values) && values.GetArrayLength() > 0 ? values[0]
            : null;

        private JsonElement? Instead(JsonElement schema)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                return Resolve(reference.GetString()!);
            }

            foreach (var name in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf"])
            {
                if (schema.TryGetProperty(name, out var options) && options.GetArrayLength() > 0)
                {
                    return options[0];
                }
            }

            return null;
        }

        private JsonElement? Resolve(string reference)
        {
            var found = root;
            foreach (var key in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (found.ValueKind is not JsonValueKind.Object
                    || !found.TryGetProperty(key.Replace("~1", "/").Replace("~0", "~"), out found))
                {
                    return null;
                }
            }

            return found;
        }

        private void WriteOfType(JsonElement schema, int depth)
        {
            switch (TypeOf(schema))
            {
                case "object":
                    WriteObject(schema, depth);
                    break;
                case "array":
                    WriteArray(schema, depth);
                    break;
                case "boolean":
                    writer.WriteBooleanValue(true);
                    break;
                case "integer" or "number":
                    writer.WriteRawValue(schema.TryGetProperty("minimum", out var least) ? least.GetRawText() : "0");
                    break;
                case "null":
                    writer.WriteNullValue();
                    break;
                default:
                    writer.WriteStringValue(reply);
                    break;
            }
        }

        private static string? TypeOf(JsonElement schema)
        {
            if (!schema.TryGetProperty("type", out var type))
            {
                return schema.TryGetProperty("properties", out _) ? "object" : null;
            }

            return type.ValueKind is JsonValueKind.Array ? type[0].GetString() : type.GetString();
        }

        private void WriteObject(JsonElement schema, int depth)
        {
            writer.WriteStartObject();
            if (schema.TryGetProperty("properties", out var properties))
            {
                foreach (var property in properties.EnumerateObject().Where(property => IsWanted(schema, property.Name)))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, depth + 1);
                }
            }

            writer.WriteEndObject();
        }

        private static bool IsWanted(JsonElement schema, string name) =>
            !schema.TryGetProperty("required", out var required)
            || required.EnumerateArray().Any(wanted => wanted.GetString() == name);

        private void WriteArray(JsonElement schema, int depth)
        {
            writer.WriteStartArray();
            var least = schema.TryGetProperty("minItems", out var count) ? count.GetInt32() : 0;
            for (var index = 0; index < least; index++)
            {
                Write(schema.TryGetProperty("items", out var items) ? items : default, depth + 1);
            }

            writer.WriteEndArray();
        }
    }
}
