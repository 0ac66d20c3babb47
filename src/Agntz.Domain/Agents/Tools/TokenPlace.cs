using System.Text.RegularExpressions;

namespace Agntz.Domain.Agents.Tools;

/// <summary>Where the answer of a token server has the token.</summary>
/// <param name="IsText">Whether the whole answer is the token. The paths mean nothing then.</param>
/// <param name="TokenPath">The token within JSON: names of members, or indexes, with dots between.</param>
/// <param name="ExpiresPath">The seconds it lasts, likewise; an answer need not have them.</param>
public sealed partial record TokenPlace(
    bool IsText = false, string TokenPath = TokenPlace.DefaultToken, string ExpiresPath = TokenPlace.DefaultExpires)
{
    /// <summary>Where OAuth has the token.</summary>
    public const string DefaultToken = "access_token";

    /// <summary>Where OAuth says how long it lasts.</summary>
    public const string DefaultExpires = "expires_in";

    /// <summary>
    /// Reads a path as people write it: names and indexes with dots between, or a JSONPath that names one place
    /// (<c>$.data.token</c>, <c>$['data'][0]</c>).
    /// </summary>
    /// <returns>The path with dots between; null where it names no one place.</returns>
    public static string? ReadPath(string path)
    {
        if (!path.StartsWith('$') && !path.Contains('['))
        {
            return path;
        }

        return JsonPath().Match(path) is { Success: true } match
            ? string.Join('.', match.Groups["first"].Captures.Concat(match.Groups["part"].Captures).Select(part => part.Value))
            : null;
    }

    [GeneratedRegex(
        """^(\$(?=[.\[])|(?=[^$.\[]))(?<first>[^\s.\[\]*?@()$'"]+)?"""
        + """(\.(?<part>[^\s.\[\]*?@()$'"]+)|\[(?<part>\d+)\]|\['(?<part>[^'.\\]+)'\]|\["(?<part>[^".\\]+)"\])*\z""")]
    private static partial Regex JsonPath();
}
