using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>The headers of a request.</summary>
internal static class HttpHeaders
{
    /// <exception cref="ToolException">A value cannot stand in a header.</exception>
    public static IReadOnlyList<(string Name, string Value)> Of(
        IEnumerable<(string Name, Template Value)> declared, AgentState state) =>
        [.. declared.Select(header => (header.Name, HeaderValue.Of(header.Name, header.Value.Render(state))))];
}
