using System.Text.Json;
using System.Text.Json.Nodes;

namespace Agntz.Providers.Demo.Instances;

/// <summary>Makes strings: the reply, made longer or shorter, or what a pattern asks for.</summary>
internal static class InstanceText
{
    private const int MostPadding = 100_000;
    private const char Padding = '.';

    /// <param name="keywords">What is said of it.</param>
    /// <param name="reply">What it says where it may.</param>
    /// <param name="variant">What tells it from others.</param>
    public static JsonNode Of(Keywords keywords, string reply, int variant)
    {
        var least = Math.Min(keywords.AtLeast("minLength"), MostPadding);
        if (keywords.First("pattern") is { ValueKind: JsonValueKind.String } pattern
            && PatternText.Make(pattern.GetString()!, least) is { } text)
        {
            return JsonValue.Create(text);
        }

        var suffix = variant == 0 ? "" : $" {variant + 1}";
        var room = Math.Max(keywords.AtMost("maxLength") - suffix.Length, 0);
        return JsonValue.Create((Cut(reply, room) + suffix).PadRight(least, Padding));
    }

    // Half of a character is no text.
    private static string Cut(string text, int length) => text.Length <= length
        ? text
        : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
