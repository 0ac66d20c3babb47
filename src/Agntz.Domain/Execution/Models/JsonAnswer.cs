using System.Buffers;

namespace Agntz.Domain.Execution.Models;

/// <summary>
/// JSON in the text of a model: models put it into a Markdown fence, or characters around it that are no JSON.
/// </summary>
internal static class JsonAnswer
{
    private const string JsonSpace = " \t\r\n";

    /// <summary>The JSON without what is around it.</summary>
    public static ReadOnlySpan<char> Unwrap(string text)
    {
        var inside = Trim(text);
        if (Fence(inside) is not { Length: > 0 } fence || inside.Length < 2 * fence.Length || !inside.EndsWith(fence))
        {
            return inside;
        }

        inside = inside[fence.Length..^fence.Length];
        var begin = inside.IndexOfAnyExcept(LanguageLetters);
        return begin < 0 ? Trim(inside) : Trim(inside[begin..]);
    }

    /// <summary>Whether there is something around the JSON that is no JSON itself.</summary>
    public static bool IsWrapped(string text) => !Unwrap(text).SequenceEqual(text.AsSpan().Trim(JsonSpace));

    private static SearchValues<char> LanguageLetters { get; } = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-_.");

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        while (text is [var first, ..] && IsBlank(first))
        {
            text = text[1..];
        }

        while (text is [.., var last] && IsBlank(last))
        {
            text = text[..^1];
        }

        return text;
    }

    private static bool IsBlank(char unit) => char.IsWhiteSpace(unit) || unit is '\uFEFF' or '\u200B' or '\0';

    private static ReadOnlySpan<char> Fence(ReadOnlySpan<char> text)
    {
        var end = text is ['`', ..] or ['~', ..] ? text.IndexOfAnyExcept(text[0]) : -1;
        return end >= 3 ? text[..end] : [];
    }
}
