using System.Text.Json;
using Agntz.Domain.Execution.Tools.Mcp;

namespace Agntz.Testing.Execution;

/// <summary>A session with a <see cref="FakeMcpConnector"/>.</summary>
public sealed class FakeMcpSession(FakeMcpConnector server, McpEndpoint endpoint) : IMcpSession
{
    /// <summary>What it was opened with.</summary>
    public McpEndpoint Endpoint => endpoint;

    /// <summary>What was asked in it, in order: <c>list</c> or <c>tool arguments</c>.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Whether it was closed.</summary>
    public bool IsClosed { get; private set; }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<McpToolDescription>> ListToolsAsync(CancellationToken cancellationToken)
    {
        Asked.Add("list");
        return ValueTask.FromResult<IReadOnlyList<McpToolDescription>>(
            [.. server.Tools.Select(tool => new McpToolDescription(tool.Key, null, JsonElement.Parse(tool.Value)))]);
    }

    /// <inheritdoc/>
    public async ValueTask<McpAnswer> CallAsync(
        string tool, JsonElement arguments, string idempotencyKey, CancellationToken cancellationToken)
    {
        Asked.Add($"{tool} {arguments.GetRawText()}");
        if (server.Calls is { } calls)
        {
            var answer = await calls(server.Sessions.IndexOf(this), arguments);
            return IsClosed ? throw new McpException("it was closed under its caller") : answer;
        }

        var content = JsonSerializer.SerializeToElement(new[] { new { type = "text", text = server.Answer(tool, arguments) } });
        return new McpAnswer(content, null, IsError: false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        return ValueTask.CompletedTask;
    }
}
