using System.Text.Json;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>A session with an MCP server. Safe for concurrent calls; disposing it tells the server that it is over.</summary>
public interface IMcpSession : IAsyncDisposable
{
    /// <summary>The tools of the server, in its order.</summary>
    /// <exception cref="McpException">It did not say.</exception>
    ValueTask<IReadOnlyList<McpToolDescription>> ListToolsAsync(CancellationToken cancellationToken);

    /// <summary>Calls a tool.</summary>
    /// <param name="tool">The tool, as the server names it.</param>
    /// <param name="arguments">What it is called with: an object.</param>
    /// <param name="idempotencyKey">The same for every try of this call; the server finds it in <c>_meta</c>.</param>
    /// <param name="cancellationToken">Breaks it off, and tells the server.</param>
    /// <exception cref="McpException">The server did not answer, or refused the call as such.</exception>
    ValueTask<McpAnswer> CallAsync(
        string tool, JsonElement arguments, string idempotencyKey, CancellationToken cancellationToken);
}
