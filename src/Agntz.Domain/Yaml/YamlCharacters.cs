namespace Agntz.Domain.Yaml;

/// <summary>The characters a YAML text may have: the parser takes them for granted.</summary>
internal static class YamlCharacters
{
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
