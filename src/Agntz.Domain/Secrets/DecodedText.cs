using System.Buffers;
using System.Globalization;
using System.Text;

namespace Agntz.Domain.Secrets;

/// <summary>
/// Text as it reads once its escapes are resolved, with the place where each of its characters is written. Languages
/// differ in what they escape, and agree on what an escape means.
/// </summary>
internal sealed class DecodedText
{
    private const int EscapeLength = 6;
    private const int BytesOfRune = 4;

    private readonly string _text;
    private readonly int[]? _starts;

    /// <summary>Text without an escape that was resolved.</summary>
    public DecodedText(string text) => _text = text;

    private DecodedText(string text, int[] starts) => (_text, _starts) = (text, starts);

    /// <summary>The text.</summary>
    public string Text => _text;

    /// <summary>The place where a character is written; that behind the last is the length.</summary>
    public int StartOf(int index) => _starts is null ? index : _starts[index];

    /// <summary>All readings of a text: as it is, and with its escapes resolved once and twice.</summary>
    public static IEnumerable<DecodedText> Readings(string text)
    {
        var written = new DecodedText(text);
        yield return written;
        foreach (var once in written.Once())
        {
            yield return once;
            foreach (var twice in once.Once())
            {
                yield return twice;
            }
        }
    }

    private IEnumerable<DecodedText> Once()
    {
        if (_text.Contains('%', StringComparison.Ordinal))
        {
            yield return Decode(static (text, at) => Percent(text, at));
        }

        if (_text.Contains('+', StringComparison.Ordinal))
        {
            yield return Decode(static (text, at) => text[at] == '+' ? (new Rune(' '), 1) : Percent(text, at));
        }

        if (_text.Contains('\\', StringComparison.Ordinal))
        {
            yield return Decode(static (text, at) => Backslash(text, at));
        }
    }

    private DecodedText Decode(Func<string, int, (Rune Rune, int Length)?> decode)
    {
        var text = new StringBuilder(_text.Length);
        var starts = new List<int>(_text.Length + 1);
        Span<char> units = stackalloc char[2];
        for (var at = 0; at < _text.Length;)
        {
            if (decode(_text, at) is not var (rune, length))
            {
                text.Append(_text[at]);
                starts.Add(StartOf(at++));
                continue;
            }

            var count = rune.EncodeToUtf16(units);
            text.Append(units[..count]);
            for (var unit = 0; unit < count; unit++)
            {
                starts.Add(StartOf(at));
            }

            at += length;
        }

        starts.Add(StartOf(_text.Length));
        return new DecodedText(text.ToString(), [.. starts]);
    }

    // Bytes of UTF-8; where they are none, a byte is a character, as older functions write it.
    private static (Rune Rune, int Length)? Percent(string text, int at)
    {
        if (text[at] != '%')
        {
            return null;
        }

        if (Hex(text, at + 2, 4) is { } unit && text[at + 1] is 'u' && Rune.TryCreate((char)unit, out var written))
        {
            return (written, EscapeLength);
        }

        Span<byte> bytes = stackalloc byte[BytesOfRune];
        var count = 0;
        for (; count < BytesOfRune && ByteAt(text, at + (3 * count)) is { } next; count++)
        {
            bytes[count] = next;
        }

        if (count == 0)
        {
            return null;
        }

        return Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) is OperationStatus.Done
            ? (rune, 3 * used)
            : (new Rune((char)bytes[0]), 3);
    }

    private static byte? ByteAt(string text, int at) =>
        at < text.Length && text[at] == '%' && Hex(text, at + 1, 2) is { } value ? (byte)value : null;

    private static (Rune Rune, int Length)? Backslash(string text, int at)
    {
        if (text[at] != '\\' || at + 1 == text.Length)
        {
            return null;
        }

        return text[at + 1] switch
        {
            'u' => Unicode(text, at),
            'x' when Hex(text, at + 2, 2) is { } value => (new Rune((char)value), 4),
            'n' => (new Rune('\n'), 2),
            'r' => (new Rune('\r'), 2),
            't' => (new Rune('\t'), 2),
            'b' => (new Rune('\b'), 2),
            'f' => (new Rune('\f'), 2),
            var other when char.IsAscii(other) && !char.IsLetterOrDigit(other) => (new Rune(other), 2),
            _ => null,
        };
    }

    private static (Rune Rune, int Length)? Unicode(string text, int at)
    {
        if (Hex(text, at + 2, 4) is not { } first)
        {
            return null;
        }

        if (Rune.TryCreate((char)first, out var rune))
        {
            return (rune, EscapeLength);
        }

        var next = at + EscapeLength;
        return next + 1 < text.Length && text[next] == '\\' && text[next + 1] == 'u' && Hex(text, next + 2, 4) is { } second
            && Rune.TryCreate((char)first, (char)second, out var pair)
            ? (pair, 2 * EscapeLength)
            : null;
    }

    private static int? Hex(string text, int at, int length) =>
        at + length <= text.Length && text.AsSpan(at, length) is var digits && digits.IndexOfAnyExcept(HexDigits) < 0
            ? int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : null;

    private static SearchValues<char> HexDigits { get; } =
        SearchValues.Create("0123456789abcdefABCDEF");
}
