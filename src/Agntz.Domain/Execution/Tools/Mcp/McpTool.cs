using System.Text.Json;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>A tool of an MCP server as a tool of an agent.</summary>
/// <param name="server">The server.</param>
/// <param name="description">The tool, as the server describes it.</param>
/// <param name="choice">What the agent makes of it; null for nothing.</param>
/// <param name="vault">Has the secrets of its pinned arguments.</param>
internal sealed class McpTool(
    McpServer server, McpToolDescription description, McpToolChoice? choice, SecretVault vault) : ITool
{
    public string Name { get; } = McpNames.Of(server.Url, choice?.Name ?? description.Name);

    public string? Description => choice?.Description ?? description.Description;

    public JsonElement Parameters { get; } = McpParameters.Without(description.Parameters, choice?.Pinned?.Keys ?? []);

    public string Kind => "mcp";

    public TimeSpan Timeout => ToolLimits.Timeout;

    public async ValueTask<ToolResult> CallAsync(
        JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken)
    {
        var secrets = await vault.ReadAsync(context.Owner, choice?.Secrets ?? [], context.AgentId, cancellationToken);
        var all = choice?.Pinned is { } pinned
            ? McpParameters.With(arguments, pinned.Resolve(secrets.Over(context.State)))
            : arguments;
        return await server.CallAsync(description.Name, all, secrets.All, context.IdempotencyKey, cancellationToken);
    }
}
