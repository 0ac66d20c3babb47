namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>Opens sessions with MCP servers, on hosts that agents may reach. Safe for concurrent calls.</summary>
public interface IMcpConnector
{
    /// <summary>Opens one, over streamable HTTP or, where the server knows only that, over HTTP with SSE.</summary>
    /// <returns>A session; the caller disposes it.</returns>
    /// <exception cref="McpException">The server cannot be reached, or is none.</exception>
    ValueTask<IMcpSession> OpenAsync(McpEndpoint endpoint, CancellationToken cancellationToken);
}
