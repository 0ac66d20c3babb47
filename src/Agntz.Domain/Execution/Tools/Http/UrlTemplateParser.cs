using System.Text.RegularExpressions;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>Cuts a URL into its parts.</summary>
internal static partial class UrlTemplateParser
{
    /// <exception cref="FormatException">It is no such URL; the message says why.</exception>
    public static (string Origin, IReadOnlyList<UrlPart> Path, IReadOnlyList<IReadOnlyList<UrlPart>> Query) Parse(string url)
    {
        if (Origin().Match(url) is not { Success: true } origin)
        {
            throw new FormatException("An http tool's URL begins with http:// or https:// and a host without placeholders, "
                + $"such as https://api.example.com/items/{{id}}; found '{url}'");
        }

        var rest = url[origin.Length..];
        if (rest.Contains('#', StringComparison.Ordinal) && !rest.Contains("{{#", StringComparison.Ordinal))
        {
            throw new FormatException("An http tool's URL has no '#': servers never see what is behind it");
        }

        var query = QueryStart(rest);
        var path = Cut(query < 0 ? rest : rest[..query]);
        if (path.FirstOrDefault(part => part.IsOptional).Placeholder is { } optional)
        {
            throw new FormatException($"The placeholder '{{{optional}?}}' is optional, which only the query can have");
        }

        return (origin.Value, path, query < 0 ? [] : [.. rest[(query + 1)..].Split('&').Select(Cut)]);
    }

    // A '?' within braces belongs to a placeholder.
    private static int QueryStart(string rest)
    {
        var depth = 0;
        for (var index = 0; index < rest.Length; index++)
        {
            depth += rest[index] switch { '{' => 1, '}' => -1, _ => 0 };
            if (rest[index] is '?' && depth == 0)
            {
                return index;
            }
        }

        return -1;
    }

    private static IReadOnlyList<UrlPart> Cut(string text)
    {
        var parts = new List<UrlPart>();
        var position = 0;
        foreach (Match match in Braces().Matches(text))
        {
            AddText(parts, text[position..match.Index]);
            parts.Add(match.Groups["name"].Success
                ? new UrlPart(null, null, match.Groups["name"].Value, match.Groups["optional"].Success)
                : new UrlPart(null, Template.ParsePlaces(match.Value), null, false));
            position = match.Index + match.Length;
        }

        AddText(parts, text[position..]);
        return parts;
    }

    private static void AddText(List<UrlPart> parts, string text)
    {
        if (text.Contains('{', StringComparison.Ordinal) || text.Contains('}', StringComparison.Ordinal))
        {
            throw new FormatException($"Expected placeholders like {{id}}, {{id?}} or {{{{state.path}}}}, found '{text}'");
        }

        if (text.Length > 0)
        {
            parts.Add(new UrlPart(text, null, null, false));
        }
    }

    [GeneratedRegex(@"\Ahttps?://[^/?#{}@\s]+(?=[/?#]|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Origin();

    [GeneratedRegex(@"\{\{[^{}]*\}\}|\{(?<name>[a-zA-Z_][a-zA-Z0-9_]*)(?<optional>\?)?\}")]
    private static partial Regex Braces();
}
