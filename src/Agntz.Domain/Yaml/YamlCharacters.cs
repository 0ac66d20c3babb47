using System.Globalization;

namespace Agntz.Domain.Yaml;

/// <summary>The characters of a YAML text: the parser takes for granted that they are right.</summary>
internal static class YamlCharacters
{
    private const char ByteOrderMark = '\uFEFF';

    // Characters that YAML 1.2 has for text like any other, and that the parser takes for line breaks, as YAML 1.1 did.
    private const string OldLineBreaks = "\u2028\u2029\u0085";
    private const char FirstPrivate = '\uE000';

    /// <summary>The text without the byte order mark it may begin with.</summary>
    public static string WithoutMark(string yaml) => yaml.StartsWith(ByteOrderMark) ? yaml[1..] : yaml;

    /// <summary>Puts characters the text does not have in the place of those the parser would take for line breaks.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="restore">Puts them back into what was parsed.</param>
    public static string HideOldLineBreaks(string yaml, out Func<string, string> restore)
    {
        if (yaml.AsSpan().IndexOfAny(OldLineBreaks) < 0)
        {
            restore = static text => text;
            return yaml;
        }

        var used = yaml.ToHashSet();
        var pairs = Enumerable.Range(FirstPrivate, char.MaxValue - FirstPrivate).Select(code => (char)code)
            .Where(stand => char.GetUnicodeCategory(stand) is UnicodeCategory.PrivateUse && !used.Contains(stand))
            .Zip(OldLineBreaks, (stand, hidden) => (Stand: stand, Hidden: hidden)).ToList();
        restore = text => pairs.Aggregate(text, (result, pair) => result.Replace(pair.Stand, pair.Hidden));
        return pairs.Aggregate(yaml, (result, pair) => result.Replace(pair.Hidden, pair.Stand));
    }

    /// <exception cref="YamlFormatException">There is a control character, or half a surrogate pair.</exception>
    public static void Check(string yaml)
    {
        var (line, start) = (1, 0);
        for (var at = 0; at < yaml.Length; at++)
        {
            var found = yaml[at];
            if (found is '\n')
            {
                (line, start) = (line + 1, at + 1);
            }
            else if (char.IsHighSurrogate(found) && at + 1 < yaml.Length && char.IsLowSurrogate(yaml[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(found) || (char.IsControl(found) && found is not ('\t' or '\r' or '\u0085')))
            {
                throw new YamlFormatException(line, at - start + 1,
                    $"the character U+{(int)found:X4} has no place in a text: write it as an escape in double quotes");
            }
        }
    }
}
