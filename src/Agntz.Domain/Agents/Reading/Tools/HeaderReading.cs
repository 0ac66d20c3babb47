using System.Text.RegularExpressions;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads the headers a tool sends.</summary>
internal static partial class HeaderReading
{
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
        foreach (var (name, _) in headers.Where(header => !Token().IsMatch(header.Name)
            || OurHeaders.Contains(header.Name) || taken.Contains(header.Name)))
        {
            tool.Problems.Structural(tool.PathOf($"headers.{name}"), $"'{name}' is no header a tool can set");
        }

        return headers;
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9!#$%&'*+.^_`|~-]+\z")]
    private static partial Regex Token();
}
