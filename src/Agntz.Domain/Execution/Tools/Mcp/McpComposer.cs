using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>Makes of a declared server the one a session is opened with.</summary>
internal static class McpComposer
{
    /// <param name="declaration">The server.</param>
    /// <param name="state">Values of places, secrets among them.</param>
    /// <exception cref="ToolException">A value cannot be sent.</exception>
    public static McpEndpoint Compose(McpServerDeclaration declaration, AgentState state) => new()
    {
        Url = declaration.Url,
        Held = state.Held,
        Headers = [.. declaration.Headers.Select(header => (header.Name, HeaderValue.Of(header.Name, header.Value.Render(state))))],
    };
}
