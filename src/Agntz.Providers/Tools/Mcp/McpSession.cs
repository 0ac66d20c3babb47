using System.Text.Json;
using System.Text.Json.Nodes;
using Agntz.Domain.Execution.Tools.Mcp;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using McpException = Agntz.Domain.Execution.Tools.Mcp.McpException;

namespace Agntz.Providers.Tools.Mcp;

/// <inheritdoc/>
internal sealed class McpSession(McpClient client, TimeProvider clock) : IMcpSession
{
    private const string IdempotencyKey = "agntz/idempotencyKey";
    private const int MostTools = 1_000;
    private const int MostPages = 100;

    // A server that does not say goodbye is left.
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    public ValueTask<IReadOnlyList<McpToolDescription>> ListToolsAsync(CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            var tools = new List<McpToolDescription>();
            var request = new ListToolsRequestParams();
            for (var page = 0; page < MostPages; page++)
            {
                var result = await client.ListToolsAsync(request, cancellationToken);
                tools.AddRange(result.Tools.Select(tool => new McpToolDescription(
                    tool.Name, tool.Description ?? tool.Title, tool.InputSchema)));
                if (tools.Count > MostTools)
                {
                    break;
                }

                if (result.NextCursor is not { Length: > 0 } cursor)
                {
                    return (IReadOnlyList<McpToolDescription>)tools;
                }

                request = new ListToolsRequestParams { Cursor = cursor };
            }

            throw new McpException($"it has more than {MostTools} tools, or its list has no end after {MostPages} pages");
        }, cancellationToken);

    public ValueTask<McpAnswer> CallAsync(
        string tool, JsonElement arguments, string idempotencyKey, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            var result = await client.CallToolAsync(
                new CallToolRequestParams
                {
                    Name = tool,
                    Arguments = arguments.EnumerateObject().ToDictionary(argument => argument.Name, argument => argument.Value),
                    Meta = new JsonObject { [IdempotencyKey] = idempotencyKey },
                },
                cancellationToken);
            return new McpAnswer(
                JsonSerializer.SerializeToElement(result.Content, McpJsonUtilities.DefaultOptions),
                result.StructuredContent is { ValueKind: not JsonValueKind.Undefined } structured ? structured : null,
                result.IsError is true);
        }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await client.DisposeAsync().AsTask().WaitAsync(Goodbye, clock);
        }
        catch (Exception failure) when (failure is TimeoutException
            || McpFailures.Explain(failure, CancellationToken.None) is not null)
        {
            // The session is over here in any case, and the server ends what it does not hear of.
        }
    }

    private static async ValueTask<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (McpFailures.Explain(failure, cancellationToken) is { } known)
        {
            throw known;
        }
    }
}
