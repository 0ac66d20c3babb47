using System.Buffers;
using System.Buffers.Text;

namespace Agntz.Domain.Json;

/// <summary>
/// Half characters: JSON can spell them as escapes, but no UTF-8 text can hold them, so no database keeps them.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>Copies the inside of a JSON string, replacing the escapes of lone surrogates by that of U+FFFD.</summary>
    public static void CopyReplacing(ReadOnlySpan<byte> text, IBufferWriter<byte> target)
    {
        while (!text.IsEmpty)
        {
            var length = UnitLength(text, out var lone);
            target.Write(lone ? "\\uFFFD"u8 : text[..length]);
            text = text[length..];
        }
    }

    private static int UnitLength(ReadOnlySpan<byte> text, out bool lone)
    {
        lone = false;
        if (text[0] != (byte)'\\')
        {
            var escape = text.IndexOf((byte)'\\');
            return escape < 0 ? text.Length : escape;
        }

        if (!TryReadEscape(text, out var unit))
        {
            return 2;
        }

        var isPair = char.IsHighSurrogate(unit)
            && TryReadEscape(text[EscapeLength..], out var next) && char.IsLowSurrogate(next);
        lone = char.IsSurrogate(unit) && !isPair;
        return isPair ? 2 * EscapeLength : EscapeLength;
    }

    private static bool TryReadEscape(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (!text.StartsWith("\\u"u8)
            || !Utf8Parser.TryParse(text[2..EscapeLength], out ushort value, out var read, 'x') || read != 4)
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
