using System.Text.RegularExpressions;

namespace Agntz.Domain.Agents.References;

/// <summary>The names that may stand for a version of an agent.</summary>
public static partial class AgentAlias
{
    /// <summary>What an alias must look like, for a message.</summary>
    public const string Expected =
        "1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit; not 'latest' and no instant";

    /// <summary>Whether a text can be an alias.</summary>
    public static bool IsValid(string text) =>
        Shape().IsMatch(text) && text is not "latest" && !AgentVersionId.TryParse(text, out _);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Shape();
}
