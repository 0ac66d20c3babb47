using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Agntz.Providers.Wire;

/// <summary>
/// Text that comes in pieces. A character may be cut anywhere, between its bytes or between its two escapes: its end is
/// waited for. What is no text is U+FFFD, and fails nothing.
/// </summary>
internal sealed class WireText
{
    private const char Replacement = '\uFFFD';
    private const int EscapeLength = 6;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char _half;
    private bool _isWithin;

    /// <summary>The text of a JSON string that is whole.</summary>
    public static string Of(JsonElement value)
    {
        var inside = Inside(value);
        return IsPlain(inside) ? Encoding.UTF8.GetString(inside) : ReadWhole(inside);
    }

    /// <summary>The text of bytes that are no JSON.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>The next piece: the text of a JSON string, as far as its characters are whole.</summary>
    public string Read(JsonElement value)
    {
        var inside = Inside(value);
        return !_isWithin && _half == 0 && IsPlain(inside) ? Encoding.UTF8.GetString(inside) : Decode(inside);
    }

    /// <summary>Ends the text.</summary>
    /// <returns>U+FFFD where a character was begun and not ended, else nothing.</returns>
    public string Complete()
    {
        var isCut = _isWithin || _half != 0;
        _decoder.Reset();
        (_half, _isWithin) = ('\0', false);
        return isCut ? $"{Replacement}" : "";
    }

    private static ReadOnlySpan<byte> Inside(JsonElement value) =>
        JsonMarshal.GetRawUtf8Value(value) is [_, .. var inside, _] ? inside : [];

    private static bool IsPlain(ReadOnlySpan<byte> inside) => !inside.Contains((byte)'\\') && Utf8.IsValid(inside);

    private static string ReadWhole(ReadOnlySpan<byte> inside)
    {
        var text = new WireText();
        return text.Decode(inside) + text.Complete();
    }

    private string Decode(ReadOnlySpan<byte> inside)
    {
        // A piece may end what the last one began.
        var room = ArrayPool<char>.Shared.Rent(inside.Length + 4);
        try
        {
            var length = 0;
            if (_half != 0)
            {
                room[length++] = _half;
                _half = '\0';
            }

            length += Unescape(inside, room.AsSpan(length));
            return new string(room, 0, Mend(room.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(room);
        }
    }

    private int Unescape(ReadOnlySpan<byte> inside, Span<char> target)
    {
        var written = 0;
        while (!inside.IsEmpty)
        {
            var plain = inside.IndexOf((byte)'\\') is >= 0 and var at ? at : inside.Length;
            if (plain > 0)
            {
                _decoder.Convert(inside[..plain], target[written..], flush: false, out _, out var decoded, out _);
                written += decoded;
                _isWithin = IsCutAtEnd(inside[..plain], _isWithin);
                inside = inside[plain..];
                continue;
            }

            if (_isWithin)
            {
                written += _decoder.GetChars([], target[written..], flush: true);
                _isWithin = false;
            }

            target[written++] = Escape(inside, out var length);
            inside = inside[length..];
        }

        return written;
    }

    // Whether the decoder keeps bytes back it does not tell; a character has at most three that wait for another.
    private static bool IsCutAtEnd(ReadOnlySpan<byte> text, bool wasWithin)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var unit = text[^back];
            if ((unit & 0xC0) != 0x80)
            {
                var needed = unit switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
                return needed > back;
            }
        }

        return wasWithin && text.Length < 3;
    }

    private static char Escape(ReadOnlySpan<byte> text, out int length)
    {
        length = Math.Min(2, text.Length);
        if (text.Length < 2)
        {
            return Replacement;
        }

        if (text[1] != (byte)'u')
        {
            return text[1] switch
            {
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                var other => (char)other,
            };
        }

        length = Math.Min(EscapeLength, text.Length);
        return ushort.TryParse(text[2..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : Replacement;
    }

    // Half a character at the end waits for the next piece; one elsewhere has lost the other half.
    private int Mend(Span<char> text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
            {
                continue;
            }

            if (char.IsHighSurrogate(text[index]) && index + 1 == text.Length)
            {
                _half = text[index];
                return index;
            }

            if (char.IsHighSurrogate(text[index]) && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else
            {
                text[index] = Replacement;
            }
        }

        return text.Length;
    }
}
