using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Agntz.Domain.Json;

/// <summary>JSON as text: how it is written here, and how what others sent is brought into that form.</summary>
public static class JsonText
{
    /// <summary>Writes one JSON value as text.</summary>
    public static string Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var scratch = JsonScratch.Take();
        write(scratch.Writer, state);
        return scratch.Read();
    }

    /// <summary>Writes one JSON value and reads it, without a text in between.</summary>
    public static JsonElement WriteElement<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var scratch = JsonScratch.Take();
        write(scratch.Writer, state);
        return scratch.ReadElement();
    }

    /// <summary>Writes one JSON object as text.</summary>
    public static string WriteObject<TState>(TState state, Action<Utf8JsonWriter, TState> writeMembers) =>
        Write((state, writeMembers), static (writer, it) =>
        {
            writer.WriteStartObject();
            it.writeMembers(writer, it.state);
            writer.WriteEndObject();
        });

    /// <summary>Writes a text as one JSON string.</summary>
    public static string String(string text) => Write(text, static (writer, it) => writer.WriteStringValue(it));

    /// <summary>
    /// A value somebody sent, without the white space between its tokens and with lone surrogates replaced by U+FFFD;
    /// otherwise byte for byte, so that numbers and escapes keep their form.
    /// </summary>
    public static string Compact(JsonElement value) =>
        Encoding.UTF8.GetString(Compact(Encoding.UTF8.GetBytes(value.GetRawText())).Span);

    /// <summary>The same, of UTF-8.</summary>
    /// <param name="json">The value.</param>
    /// <param name="maxDepth">How deep it may be.</param>
    /// <exception cref="JsonException">It is no JSON, or deeper.</exception>
    public static ReadOnlyMemory<byte> Compact(ReadOnlySpan<byte> json, int maxDepth = 256)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(1, json.Length));
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        var previous = JsonTokenType.None;
        while (reader.Read())
        {
            if (NeedsComma(previous, reader.TokenType))
            {
                buffer.Write(","u8);
            }

            CopyToken(buffer, ref reader);
            previous = reader.TokenType;
        }

        return buffer.WrittenMemory;
    }

    /// <summary>A value as an element that lives as long as it is referenced.</summary>
    public static JsonElement Parse(string json) => JsonElement.Parse(json);

    private static bool NeedsComma(JsonTokenType previous, JsonTokenType current) =>
        current is not (JsonTokenType.EndObject or JsonTokenType.EndArray)
        && previous is not (JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray
            or JsonTokenType.PropertyName);

    private static void CopyToken(ArrayBufferWriter<byte> buffer, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            buffer.Write(reader.ValueSpan);
            return;
        }

        buffer.Write("\""u8);
        if (reader.ValueIsEscaped)
        {
            LoneSurrogates.CopyReplacing(reader.ValueSpan, buffer);
        }
        else
        {
            buffer.Write(reader.ValueSpan);
        }

        buffer.Write(reader.TokenType is JsonTokenType.PropertyName ? "\":"u8 : "\""u8);
    }
}
