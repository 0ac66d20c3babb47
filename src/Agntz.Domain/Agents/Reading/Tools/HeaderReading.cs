using System.Text.RegularExpressions;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads the headers a tool sends.</summary>
internal static partial class HeaderReading
{
    /// <summary>No header is taken.</summary>
    public static readonly IReadOnlySet<string> NoOthers = new HashSet<string>();

    // What the connection itself says, and what marks a call as the same one.
    private static readonly HashSet<string> OurHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Host", "Idempotency-Key", "Transfer-Encoding", "Upgrade",
    };

    /// <param name="tool">The tool.</param>
    /// <param name="scope">The names they may use.</param>
    /// <param name="taken">Headers that are set by what the tool speaks, in any case; compared without case.</param>
    public static List<(string Name, Template Value)> Read(Fields tool, Scope scope, IReadOnlySet<string> taken)
    {
        var headers = TemplateReading.ReadTemplates(tool, "headers", scope);
        foreach (var (name, _) in headers.Where(header => taken.Contains(header.Name) || !IsAllowed(header.Name)))
        {
            tool.Problems.Structural(tool.PathOf($"headers.{name}"), $"'{name}' is no header a tool can set");
        }

        return headers;
    }

    /// <summary>Whether it is a header, and none that the connection sets.</summary>
    public static bool IsAllowed(string name) => Token().IsMatch(name) && !OurHeaders.Contains(name);

    [GeneratedRegex(@"\A[a-zA-Z0-9!#$%&'*+.^_`|~-]+\z")]
    private static partial Regex Token();
}
