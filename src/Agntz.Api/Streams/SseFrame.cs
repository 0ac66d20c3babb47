using System.Buffers;
using System.Buffers.Text;

namespace Agntz.Api.Streams;

/// <summary>Frames of an event stream as bytes.</summary>
internal static class SseFrame
{
    private const int MaxNumberLength = 20;

    // First bytes of what some parser takes for the end of a line: CR, LF, U+0085, U+2028 and U+2029.
    private static readonly SearchValues<byte> Suspicious = SearchValues.Create([(byte)'\r', (byte)'\n', 0xC2, 0xE2]);

    /// <summary>Makes a frame.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="json">The data: one JSON value as UTF-8.</param>
    /// <param name="id">The number to resume after; null for none.</param>
    public static byte[] Encode(string name, ReadOnlySpan<byte> json, long? id)
    {
        var frame = new ArrayBufferWriter<byte>(json.Length + name.Length + 64);
        WriteBeginning(frame, name);
        WriteData(frame, json);
        WriteEnd(frame, id);
        return frame.WrittenSpan.ToArray();
    }

    /// <summary>Writes the beginning of a frame, up to its data.</summary>
    public static void WriteBeginning(ArrayBufferWriter<byte> frame, string name)
    {
        frame.Write("event: "u8);
        WriteAscii(frame, name);
        frame.Write("\ndata: "u8);
    }

    /// <summary>Writes data of a frame: JSON as UTF-8, or a part of it that ends with a character.</summary>
    public static void WriteData(ArrayBufferWriter<byte> frame, ReadOnlySpan<byte> json)
    {
        // Separators other than line feeds can only be inside the strings of JSON, where an escape says the same.
        while (json.IndexOfAny(Suspicious) is var at and >= 0)
        {
            frame.Write(json[..at]);
            json = json[at..];
            var (length, escape) = Escape(json);
            frame.Write(escape.IsEmpty ? json[..length] : escape);
            json = json[length..];
        }

        frame.Write(json);
    }

    /// <summary>Writes the end of a frame.</summary>
    public static void WriteEnd(ArrayBufferWriter<byte> frame, long? id)
    {
        if (id is { } number)
        {
            frame.Write("\nid: "u8);
            Utf8Formatter.TryFormat(number, frame.GetSpan(MaxNumberLength), out var written);
            frame.Advance(written);
        }

        frame.Write("\n\n"u8);
    }

    private static void WriteAscii(ArrayBufferWriter<byte> frame, string text)
    {
        var span = frame.GetSpan(text.Length);
        frame.Advance(System.Text.Encoding.ASCII.GetBytes(text, span));
    }

    private static EscapedUnit Escape(ReadOnlySpan<byte> json) => json switch
    {
        [(byte)'\r' or (byte)'\n', ..] => new(1, " "u8),
        [0xC2, 0x85, ..] => new(2, "\\u0085"u8),
        [0xE2, 0x80, 0xA8, ..] => new(3, "\\u2028"u8),
        [0xE2, 0x80, 0xA9, ..] => new(3, "\\u2029"u8),
        _ => new(1, default),
    };

    private readonly ref struct EscapedUnit(int length, ReadOnlySpan<byte> escape)
    {
        private readonly ReadOnlySpan<byte> _escape = escape;

        public void Deconstruct(out int unitLength, out ReadOnlySpan<byte> written)
        {
            unitLength = length;
            written = _escape;
        }
    }
}
