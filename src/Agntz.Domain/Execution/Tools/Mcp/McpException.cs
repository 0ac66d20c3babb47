namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>An MCP server did not answer as it should.</summary>
/// <param name="message">Why. It may hold what the server was told, secrets too, and is redacted before it is shown.</param>
/// <param name="inner">What caused it; null when there is nothing.</param>
public sealed class McpException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the server has forgotten the session, so that nothing was done and another one helps.</summary>
    public bool IsSessionOver { get; init; }

    /// <summary>Whether the session is of no use any more.</summary>
    public bool IsConnectionLost { get; init; }
}
