using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>Makes tools of what MCP servers have and manifests declare.</summary>
/// <param name="connector">Opens sessions.</param>
/// <param name="vault">Has the secrets of headers and arguments.</param>
/// <param name="clock">Limits how long a server may take.</param>
public sealed class McpTools(IMcpConnector connector, SecretVault vault, TimeProvider clock)
{
    /// <summary>A server for one execution of an agent, which disposes it.</summary>
    internal McpServer Open(McpServerDeclaration declaration, Owner owner, string agentId, AgentState state) =>
        new(declaration, connector, vault, owner, agentId, state, clock);

    /// <summary>The tools of a server that an agent offers, as the server describes them, each once.</summary>
    /// <exception cref="RunFailedException">The server is not to be had, or has no such tool.</exception>
    internal static async Task<IReadOnlyList<McpToolDescription>> FindAsync(
        McpServer server, McpToolsDeclaration declaration, CancellationToken cancellationToken)
    {
        var all = await server.ListToolsAsync(cancellationToken);
        if (declaration.Choices is not { } choices)
        {
            return all;
        }

        var missing = choices.FirstOrDefault(choice => all.All(tool => tool.Name != choice.Tool.Name));
        return missing is null
            ? [.. all.Where(tool => choices.Any(choice => choice.Tool.Name == tool.Name))]
            : throw new RunFailedException(new RunError(
                Missing(server.Url, missing.Tool.Name, all), RunErrorCodes.ToolNotFound));
    }

    /// <summary>The tools an agent offers, in the order of its manifest; none of a server that could be left out.</summary>
    internal IEnumerable<ITool> Make(
        McpServer server, McpToolsDeclaration declaration, IReadOnlyList<McpToolDescription> found) =>
        declaration.Choices is { } choices
            ? choices
                .Select(choice => (Choice: choice, Tool: found.FirstOrDefault(tool => tool.Name == choice.Tool.Name)))
                .Where(chosen => chosen.Tool is not null)
                .Select(chosen => new McpTool(server, chosen.Tool!, chosen.Choice, vault))
            : found.Select(tool => new McpTool(server, tool, null, vault));

    /// <summary>The tool a tool agent calls, of which nothing is known but its name.</summary>
    internal ITool Make(McpServer server, McpToolDeclaration declaration) =>
        new McpTool(server, new McpToolDescription(declaration.Tool.Name, null, McpToolDescription.Anything), null, vault);

    /// <summary>Says that a server has no such tool.</summary>
    internal static string Missing(Uri server, string tool, IReadOnlyList<McpToolDescription> all) =>
        $"MCP server '{server.Authority}' has no tool '{tool}'. It has: {string.Join(", ", all.Select(it => it.Name))}.";
}
