using System.Buffers;

namespace Agntz.Domain.Json;

/// <summary>Text from outside, brought into what every database can keep as text.</summary>
public static class PlainText
{
    private const char Replacement = '\uFFFD';

    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        ['\0', .. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);

    /// <summary>
    /// The text with NUL characters and lone surrogates replaced by U+FFFD, cut to a length without splitting a
    /// character.
    /// </summary>
    public static string Clean(string text, int maxLength)
    {
        var cut = Cut(text, maxLength);
        return IsClean(cut) ? cut : string.Create(cut.Length, cut, static (target, source) =>
        {
            for (var index = 0; index < source.Length; index++)
            {
                target[index] = IsBroken(source, index) ? Replacement : source[index];
            }
        });
    }

    private static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        return char.IsHighSurrogate(text[maxLength - 1]) ? text[..(maxLength - 1)] : text[..maxLength];
    }

    private static bool IsClean(string text)
    {
        if (text.AsSpan().IndexOfAny(Suspects) < 0)
        {
            return true;
        }

        for (var index = 0; index < text.Length; index++)
        {
            if (IsBroken(text, index))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBroken(string text, int index)
    {
        var unit = text[index];
        return unit is '\0'
            || (char.IsHighSurrogate(unit) && (index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1])))
            || (char.IsLowSurrogate(unit) && (index == 0 || !char.IsHighSurrogate(text[index - 1])));
    }
}
