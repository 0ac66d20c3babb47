using System.Text.RegularExpressions;

namespace Agntz.Domain.Execution.Conditions;

/// <summary>Texts that read as a number, such as <c>-1.50</c>, <c>007</c> or <c>2e3</c>.</summary>
internal static partial class NumericText
{
    /// <summary>The number as JSON spells it; null when the text is none.</summary>
    public static string? ToJson(string text)
    {
        if (text.Length == 0 || Number().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var whole = match.Groups["whole"].Value;
        var fraction = match.Groups["fraction"].Value;
        if (whole.Length + fraction.Length == 0)
        {
            return null;
        }

        var sign = text[0] is '-' ? "-" : "";
        var trimmed = whole.TrimStart('0');
        return sign + (trimmed.Length == 0 ? "0" : trimmed)
            + (fraction.Length == 0 ? "" : "." + fraction) + match.Groups["exponent"].Value;
    }

    [GeneratedRegex(@"^[+-]?(?<whole>[0-9]*)(\.(?<fraction>[0-9]*))?(?<exponent>[eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
