using System.Text.Json;
using Agntz.Domain.Execution.Tools.Mcp;

namespace Agntz.Testing.Execution;

/// <summary>An MCP server that answers as it was told, and keeps what it is asked.</summary>
public sealed class FakeMcpConnector : IMcpConnector
{
    /// <summary>The sessions that were opened, in order.</summary>
    public List<FakeMcpSession> Sessions { get; } = [];

    /// <summary>The tools it has: name and JSON Schema.</summary>
    public Dictionary<string, string> Tools { get; } = [];

    /// <summary>What a call answers: tool and arguments in, text out.</summary>
    public Func<string, JsonElement, string> Answer { get; set; } = (tool, arguments) => $"{tool}({arguments.GetRawText()})";

    /// <summary>Why it cannot be reached; null when it can.</summary>
    public string? Away { get; set; }

    /// <summary>What a call answers instead, by the number of its session; null for <see cref="Answer"/>.</summary>
    public Func<int, JsonElement, Task<McpAnswer>>? Calls { get; set; }

    /// <inheritdoc/>
    public ValueTask<IMcpSession> OpenAsync(McpEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (Away is { } reason)
        {
            throw new McpException(reason);
        }

        var session = new FakeMcpSession(this, endpoint);
        Sessions.Add(session);
        return ValueTask.FromResult<IMcpSession>(session);
    }
}
