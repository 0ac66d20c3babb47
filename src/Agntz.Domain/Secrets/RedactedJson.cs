using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Secrets;

/// <summary>Applies a redaction to what JSON says, not to how it is written.</summary>
internal static class RedactedJson
{
    public static JsonElement Make(JsonElement value, Redaction redaction) =>
        JsonText.Parse(JsonText.Write((value, redaction), static (writer, it) => Write(writer, it.value, it.redaction)));

    private static void Write(Utf8JsonWriter writer, JsonElement value, Redaction redaction)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(redaction.Apply(member.Name));
                    Write(writer, member.Value, redaction);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, redaction);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(redaction.Apply(value.GetString()!));
                break;
            default:
                WriteWord(writer, value.GetRawText(), redaction);
                break;
        }
    }

    private static void WriteWord(Utf8JsonWriter writer, string word, Redaction redaction)
    {
        var clean = redaction.Apply(word);
        if (clean == word)
        {
            writer.WriteRawValue(word, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(clean);
        }
    }
}
