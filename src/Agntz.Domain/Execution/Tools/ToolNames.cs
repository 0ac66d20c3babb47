using System.Text.RegularExpressions;

namespace Agntz.Domain.Execution.Tools;

/// <summary>The names models can call tools by.</summary>
public static partial class ToolNames
{
    /// <summary>What a name must look like, for a message.</summary>
    public const string Expected = "1 to 64 letters, digits, '_' and '-'";

    private const int MaxLength = 64;

    /// <summary>Whether every provider understands a name.</summary>
    public static bool IsValid(string name) => Shape().IsMatch(name);

    /// <summary>A name made of one that may hold anything: what no provider understands becomes '_'.</summary>
    public static string Sanitize(string name)
    {
        var clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return clean[..Math.Min(clean.Length, MaxLength)];
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,64}\z")]
    private static partial Regex Shape();
}
