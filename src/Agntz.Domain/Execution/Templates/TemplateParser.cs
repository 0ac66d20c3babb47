namespace Agntz.Domain.Execution.Templates;

/// <summary>Cuts a text into literal parts and places.</summary>
internal static class TemplateParser
{
    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>The parts in order; each has either a text or a path.</summary>
    /// <exception cref="FormatException">A place is not closed, or holds what templates do not have.</exception>
    public static IReadOnlyList<TemplatePart> Parse(string source)
    {
        var parts = new List<TemplatePart>();
        var position = 0;
        while (source.IndexOf(Open, position, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = source.IndexOf(Close, open, StringComparison.Ordinal);
            if (close < 0)
            {
                throw new FormatException($"The '{{{{' at character {open + 1} is never closed by '}}}}'");
            }

            if (open > position)
            {
                parts.Add(new TemplatePart(source[position..open], null));
            }

            parts.Add(new TemplatePart(null, new TemplatePath(ReadPath(source[(open + 2)..close], open))));
            position = close + Close.Length;
        }

        if (position < source.Length)
        {
            parts.Add(new TemplatePart(source[position..], null));
        }

        return parts;
    }

    private static string ReadPath(string content, int position)
    {
        var path = content.Trim();
        if (path.StartsWith('#') || path.StartsWith('/') || path is "else")
        {
            throw new FormatException($"'{{{{{path}}}}}' at character {position + 1} is not supported yet: "
                + "templates have places like {{name}} only");
        }

        return path.Length > 0 && !path.Any(c => char.IsWhiteSpace(c) || c is '{' or '}')
            ? path
            : throw new FormatException($"Expected a path like {{{{notes.title}}}} at character {position + 1}, found "
                + $"'{{{{{content}}}}}'");
    }
}
