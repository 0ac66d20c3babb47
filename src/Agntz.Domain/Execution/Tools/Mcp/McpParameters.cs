using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>What a model chooses of a tool's arguments, and what is added to it.</summary>
internal static class McpParameters
{
    /// <summary>A tool's schema without the arguments that are pinned: a model does not know of them.</summary>
    public static JsonElement Without(JsonElement schema, IReadOnlyCollection<string> pinned) => pinned.Count == 0
        ? schema
        : JsonText.Parse(JsonText.WriteObject((schema, pinned), static (writer, it) =>
        {
            foreach (var member in it.schema.EnumerateObject())
            {
                writer.WritePropertyName(member.Name);
                switch (member.Name, member.Value.ValueKind)
                {
                    case ("properties", JsonValueKind.Object):
                        WriteProperties(writer, member.Value, it.pinned);
                        break;
                    case ("required", JsonValueKind.Array):
                        WriteRequired(writer, member.Value, it.pinned);
                        break;
                    default:
                        member.Value.WriteTo(writer);
                        break;
                }
            }
        }));

    /// <summary>Arguments with the pinned ones, which win.</summary>
    public static JsonElement With(JsonElement arguments, JsonElement pinned) =>
        JsonText.Parse(JsonText.WriteObject((arguments, pinned), static (writer, it) =>
        {
            foreach (var member in it.arguments.EnumerateObject().Where(member => !it.pinned.TryGetProperty(member.Name, out _))
                .Concat(it.pinned.EnumerateObject()))
            {
                writer.WritePropertyName(member.Name);
                member.Value.WriteTo(writer);
            }
        }));

    private static void WriteProperties(Utf8JsonWriter writer, JsonElement properties, IReadOnlyCollection<string> pinned)
    {
        writer.WriteStartObject();
        foreach (var property in properties.EnumerateObject().Where(property => !pinned.Contains(property.Name)))
        {
            writer.WritePropertyName(property.Name);
            property.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteRequired(Utf8JsonWriter writer, JsonElement required, IReadOnlyCollection<string> pinned)
    {
        writer.WriteStartArray();
        foreach (var name in required.EnumerateArray().Where(name => !IsPinned(name, pinned)))
        {
            name.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    private static bool IsPinned(JsonElement name, IReadOnlyCollection<string> pinned) =>
        name.ValueKind is JsonValueKind.String && pinned.Contains(name.GetString()!);
}
