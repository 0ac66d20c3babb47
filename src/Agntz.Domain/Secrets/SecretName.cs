using System.Text.RegularExpressions;

namespace Agntz.Domain.Secrets;

/// <summary>What secrets may be called.</summary>
public static partial class SecretName
{
    /// <summary>What a name must look like, for a message.</summary>
    public const string Expected = "1 to 64 letters, digits, '_' and '-', beginning with a letter or '_'";

    /// <summary>Whether a manifest can name a secret so.</summary>
    public static bool IsValid(string name) => Shape().IsMatch(name);

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_-]{0,63}\z")]
    private static partial Regex Shape();
}
