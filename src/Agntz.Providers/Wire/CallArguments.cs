using System.Buffers;
using System.Text;
using System.Text.Json;
using Agntz.Domain.Json;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Wire;

/// <summary>Arguments of a tool call: names, numbers and order as they were written.</summary>
internal static class CallArguments
{
    /// <summary>The call with its arguments.</summary>
    /// <param name="id">Its id; empty for none.</param>
    /// <param name="name">The tool.</param>
    /// <param name="text">The arguments as JSON; blank or <c>null</c> for none.</param>
    public static FunctionCallContent Read(string id, string name, string text)
    {
        try
        {
            return new FunctionCallContent(id, name, string.IsNullOrWhiteSpace(text) ? None() : Members(Parse(text)));
        }
        catch (JsonException failure)
        {
            return new FunctionCallContent(id, name) { Exception = failure };
        }
    }

    /// <summary>The arguments of a call as a JSON object.</summary>
    public static ReadOnlySpan<byte> Write(FunctionCallContent call)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in call.Arguments ?? None())
            {
                writer.WritePropertyName(name);
                if (value is JsonElement element)
                {
                    writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                }
                else
                {
                    JsonSerializer.Serialize(writer, value, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(object)));
                }
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static Dictionary<string, object?> None() => new(StringComparer.Ordinal);

    private static JsonElement Parse(string text)
    {
        var value = WireJson.Parse(Encoding.UTF8.GetBytes(PlainText.Clean(text, int.MaxValue)));

        // Some servers encode the text of the arguments once more.
        return value.ValueKind is JsonValueKind.String && value.GetString() is ['{', ..] inner
            ? WireJson.Parse(Encoding.UTF8.GetBytes(inner))
            : value;
    }

    private static Dictionary<string, object?> Members(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Members(value.EnumerateObject()),
        JsonValueKind.Null => None(),
        _ => throw new JsonException($"Expected an object, found {value.ValueKind}."),
    };

    private static Dictionary<string, object?> Members(JsonElement.ObjectEnumerator members)
    {
        var arguments = None();
        foreach (var member in members)
        {
            arguments[member.Name] = member.Value;
        }

        return arguments;
    }
}
