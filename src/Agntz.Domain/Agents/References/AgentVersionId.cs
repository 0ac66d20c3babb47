using System.Globalization;
using System.Text.RegularExpressions;

namespace Agntz.Domain.Agents.References;

/// <summary>The text of a version's id: the instant of its import.</summary>
public static partial class AgentVersionId
{
    /// <summary>Reads <c>YYYY-MM-DDTHH:mm:ss[.fff]Z</c>.</summary>
    /// <returns>False when the text is no such instant.</returns>
    public static bool TryParse(string text, out DateTimeOffset createdAt)
    {
        createdAt = default;
        return Shape().IsMatch(text) && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out createdAt);
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z\z")]
    private static partial Regex Shape();
}
