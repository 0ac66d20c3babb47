using System.Text.RegularExpressions;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>Patterns of schemas, which their authors write for ECMAScript and callers may feed with anything.</summary>
internal static class SchemaPattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Reads a pattern: without backtracking where its features allow, so that no text can stall it.</summary>
    /// <exception cref="ArgumentException">It is no pattern.</exception>
    public static Regex Parse(string pattern)
    {
        var translated = EcmaScriptPattern.Translate(pattern);
        try
        {
            return new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            return new Regex(translated, RegexOptions.CultureInvariant, Patience);
        }
    }

    /// <summary>Whether a text matches. One that takes too long to tell does not.</summary>
    public static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
