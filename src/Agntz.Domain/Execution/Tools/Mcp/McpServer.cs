using System.Text.Json;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>
/// An MCP server as one execution of an agent uses it. A session is opened when the first question is asked and again
/// when it was lost; secrets are read then, and stay with the session. Safe for concurrent calls.
/// </summary>
internal sealed class McpServer(
    McpServerDeclaration declaration, IMcpConnector connector, SecretVault vault, Owner owner, string agentId,
    AgentState state, TimeProvider clock) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private McpConnection? _open;

    /// <summary>Where it is.</summary>
    public Uri Url => declaration.Url;

    /// <summary>Its tools, in its order, without anything secret.</summary>
    /// <exception cref="RunFailedException">It cannot be reached, or does not say.</exception>
    public async Task<IReadOnlyList<McpToolDescription>> ListToolsAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ToolLimits.Timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await UseAsync([], async (session, redaction) =>
                (IReadOnlyList<McpToolDescription>)
                [
                    .. (await session.ListToolsAsync(stop.Token)).Select(tool => new McpToolDescription(
                        tool.Name,
                        tool.Description is { } description ? redaction.Apply(description) : null,
                        Accept(redaction.Apply(tool.Parameters)))),
                ], stop.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"no answer within {ToolLimits.Timeout.TotalSeconds} s");
        }
        catch (Exception failure) when (failure is McpException or ToolException)
        {
            throw Unavailable(failure.Message);
        }
    }

    /// <summary>Calls one of its tools.</summary>
    /// <param name="tool">The tool, as it names it.</param>
    /// <param name="arguments">All that it is called with.</param>
    /// <param name="hidden">What must not be seen in the answer beside the secrets of the server itself.</param>
    /// <param name="idempotencyKey">The same for every try of this call.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <exception cref="ToolException">It did not answer.</exception>
    public async Task<ToolResult> CallAsync(
        string tool, JsonElement arguments, IReadOnlyCollection<string> hidden, string idempotencyKey,
        CancellationToken cancellationToken)
    {
        try
        {
            return await UseAsync(hidden, async (session, redaction) =>
            {
                var answer = await session.CallAsync(tool, arguments, idempotencyKey, cancellationToken);
                return McpResult.From(answer with
                {
                    Content = redaction.Apply(answer.Content),
                    Structured = answer.Structured is { } structured ? redaction.Apply(structured) : null,
                });
            }, cancellationToken);
        }
        catch (McpException failure)
        {
            throw new ToolException($"MCP server '{Url.Authority}': {failure.Message}", failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _open, null) is { } connection)
        {
            await connection.LeaveAsync();
        }

        _opening.Dispose();
    }

    // A session the server has forgotten has done nothing: the question is asked once more in another one.
    private async Task<T> UseAsync<T>(
        IReadOnlyCollection<string> hidden, Func<IMcpSession, Redaction, Task<T>> use, CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var connection = await OpenAsync(cancellationToken);
            var redaction = new Redaction([.. connection.Secrets.All, .. hidden]);
            try
            {
                return await use(connection.Session, redaction);
            }
            catch (McpException failure)
            {
                if (failure.IsSessionOver || failure.IsConnectionLost)
                {
                    await DropAsync(connection);
                }

                if (!failure.IsSessionOver || !isFirst)
                {
                    throw new McpException(redaction.Apply(failure.Message), failure);
                }
            }
            finally
            {
                await connection.LeaveAsync();
            }
        }
    }

    private async Task<McpConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            while (_open is not { } open || !open.TryUse())
            {
                _open = await ConnectAsync(cancellationToken);
            }

            return _open;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<McpConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var secrets = await vault.ReadAsync(owner, declaration.Secrets, agentId, cancellationToken);
        var endpoint = McpComposer.Compose(declaration, secrets.Over(state));
        try
        {
            return new McpConnection(await connector.OpenAsync(endpoint, cancellationToken), secrets);
        }
        catch (McpException failure)
        {
            throw new McpException(new Redaction(secrets.All).Apply(failure.Message), failure);
        }
    }

    private async Task DropAsync(McpConnection connection)
    {
        if (Interlocked.CompareExchange(ref _open, null, connection) == connection)
        {
            await connection.LeaveAsync();
        }
    }

    // What is too deep to be kept the server checks by itself.
    private static JsonElement Accept(JsonElement parameters)
    {
        try
        {
            return ToolValues.Accept(parameters);
        }
        catch (JsonException)
        {
            return McpToolDescription.Anything;
        }
    }

    private RunFailedException Unavailable(string reason) => new(new RunError(
        $"The tools of MCP server '{Url.Authority}' of agent '{agentId}' are not to be had: {reason}",
        RunErrorCodes.McpUnavailable));
}
