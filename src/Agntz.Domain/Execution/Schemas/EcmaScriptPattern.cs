using System.Text;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>
/// Patterns as ECMAScript understands them, written for .NET: its <c>\d</c> and <c>\w</c> are ASCII, its <c>$</c> is the
/// very end, its dot stops at every line break, and its categories have long names.
/// </summary>
internal static class EcmaScriptPattern
{
    private static readonly Dictionary<string, string> Categories = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L",
        ["Uppercase_Letter"] = "Lu",
        ["Lowercase_Letter"] = "Ll",
        ["Titlecase_Letter"] = "Lt",
        ["Modifier_Letter"] = "Lm",
        ["Other_Letter"] = "Lo",
        ["Mark"] = "M",
        ["Nonspacing_Mark"] = "Mn",
        ["Spacing_Mark"] = "Mc",
        ["Enclosing_Mark"] = "Me",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Letter_Number"] = "Nl",
        ["Other_Number"] = "No",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Connector_Punctuation"] = "Pc",
        ["Dash_Punctuation"] = "Pd",
        ["Open_Punctuation"] = "Ps",
        ["Close_Punctuation"] = "Pe",
        ["Initial_Punctuation"] = "Pi",
        ["Final_Punctuation"] = "Pf",
        ["Other_Punctuation"] = "Po",
        ["Symbol"] = "S",
        ["Math_Symbol"] = "Sm",
        ["Currency_Symbol"] = "Sc",
        ["Modifier_Symbol"] = "Sk",
        ["Other_Symbol"] = "So",
        ["Separator"] = "Z",
        ["Space_Separator"] = "Zs",
        ["Line_Separator"] = "Zl",
        ["Paragraph_Separator"] = "Zp",
        ["Other"] = "C",
        ["Control"] = "Cc",
        ["Format"] = "Cf",
        ["Surrogate"] = "Cs",
        ["Private_Use"] = "Co",
        ["Unassigned"] = "Cn",
    };

    /// <summary>The same pattern for .NET. What is no pattern stays none.</summary>
    public static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        var inClass = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var found = pattern[at];
            if (found is '\\' && at + 1 < pattern.Length)
            {
                at += AppendEscape(text, pattern, at + 1, inClass);
                continue;
            }

            inClass = found is '[' || (inClass && found is not ']');
            text.Append((found, inClass) switch
            {
                ('$', false) => @"\z",
                ('.', false) => @"[^\n\r\u2028\u2029]",
                _ => found.ToString(),
            });
        }

        return text.ToString();
    }

    /// <returns>How many characters of the pattern it has taken after the backslash.</returns>
    private static int AppendEscape(StringBuilder text, string pattern, int at, bool inClass)
    {
        switch (pattern[at])
        {
            case 'd':
                text.Append(inClass ? "0-9" : "[0-9]");
                return 1;
            case 'w':
                text.Append(inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]");
                return 1;
            case 'D' when !inClass:
                text.Append("[^0-9]");
                return 1;
            case 'W' when !inClass:
                text.Append("[^A-Za-z0-9_]");
                return 1;
            case 'p' or 'P' when CategoryAt(pattern, at + 1) is { } category:
                var name = category.Replace("General_Category=", "").Replace("gc=", "");
                text.Append('\\').Append(pattern[at]).Append('{').Append(Categories.GetValueOrDefault(name, name)).Append('}');
                return category.Length + 3;
            default:
                text.Append('\\').Append(pattern[at]);
                return 1;
        }
    }

    private static string? CategoryAt(string pattern, int at) =>
        at < pattern.Length && pattern[at] is '{' && pattern.IndexOf('}', at) is var close and > 0
            ? pattern[(at + 1)..close]
            : null;
}
