using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>What a schema knows for values that are left out.</summary>
/// <param name="Value">The schema's own default; null when it has none.</param>
/// <param name="Properties">The schemas of an object's properties.</param>
/// <param name="Items">The schema of every item of a list; null when there is none.</param>
/// <param name="Also">The schemas every value must conform to as well: references and <c>allOf</c>.</param>
internal sealed record SchemaDefaults(
    JsonElement? Value,
    IReadOnlyDictionary<string, SchemaNode> Properties,
    SchemaNode? Items,
    IReadOnlyList<SchemaNode> Also)
{
    public static SchemaDefaults None { get; } = new(null, new Dictionary<string, SchemaNode>(), null, []);

    /// <summary>The value with the defaults of missing properties; the very same where none is missing.</summary>
    public static JsonElement Fill(SchemaNode schema, JsonElement value) =>
        IsComplete([schema], value)
            ? value
            : JsonText.Parse(JsonText.Write((schema, value), static (writer, it) => Write(writer, [it.schema], it.value)));

    private static bool IsComplete(IReadOnlyList<SchemaNode> schemas, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => PropertiesOf(schemas).All(property =>
            value.TryGetProperty(property.Key, out var member)
                ? IsComplete(property.Value, member)
                : DefaultOf(property.Value) is null),
        JsonValueKind.Array => ItemsOf(schemas) is not { Count: > 0 } items
            || value.EnumerateArray().All(item => IsComplete(items, item)),
        _ => true,
    };

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<SchemaNode> schemas, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, PropertiesOf(schemas), value);
                break;
            case JsonValueKind.Array when ItemsOf(schemas) is { Count: > 0 } items:
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

    private static void WriteObject(
        Utf8JsonWriter writer, OrderedDictionary<string, List<SchemaNode>> properties, JsonElement value)
    {
        writer.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            Write(writer, properties.GetValueOrDefault(member.Name, []), member.Value);
        }

        foreach (var (name, schemas) in properties.Where(property => !value.TryGetProperty(property.Key, out _)))
        {
            if (DefaultOf(schemas) is { } missing)
            {
                writer.WritePropertyName(name);
                missing.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static OrderedDictionary<string, List<SchemaNode>> PropertiesOf(IReadOnlyList<SchemaNode> schemas)
    {
        var properties = new OrderedDictionary<string, List<SchemaNode>>(StringComparer.Ordinal);
        foreach (var (name, schema) in All(schemas).SelectMany(it => it.Defaults.Properties))
        {
            if (properties.TryGetValue(name, out var known))
            {
                known.Add(schema);
            }
            else
            {
                properties.Add(name, [schema]);
            }
        }

        return properties;
    }

    private static List<SchemaNode> ItemsOf(IReadOnlyList<SchemaNode> schemas) =>
        [.. All(schemas).Select(schema => schema.Defaults.Items).OfType<SchemaNode>()];

    private static JsonElement? DefaultOf(IReadOnlyList<SchemaNode> schemas) =>
        All(schemas).Select(schema => schema.Defaults.Value).FirstOrDefault(value => value is not null);

    // The compiler has refused schemas that lead in circles, so this ends; each schema counts once.
    private static List<SchemaNode> All(IReadOnlyList<SchemaNode> schemas)
    {
        var all = new List<SchemaNode>();
        var seen = new HashSet<SchemaNode>();
        var waiting = new Stack<SchemaNode>(schemas.Reverse());
        while (waiting.TryPop(out var schema))
        {
            if (seen.Add(schema))
            {
                all.Add(schema);
                foreach (var other in schema.Defaults.Also.Reverse())
                {
                    waiting.Push(other);
                }
            }
        }

        return all;
    }
}
