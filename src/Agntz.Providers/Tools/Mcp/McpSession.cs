using System.Text.Json;
using System.Text.Json.Nodes;
using Agntz.Domain.Execution.Tools.Mcp;
using Agntz.Providers.Wire;
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
                var result = await RequestAsync(RequestMethods.ToolsList, request, cancellationToken);
                tools.AddRange(McpReading.Tools(result));
                if (tools.Count > MostTools)
                {
                    break;
                }

                if (result.Text("nextCursor"u8) is not { } cursor)
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
            var result = await RequestAsync(
                RequestMethods.ToolsCall,
                new CallToolRequestParams
                {
                    Name = tool,
                    Arguments = arguments.EnumerateObject().ToDictionary(argument => argument.Name, argument => argument.Value),
                    Meta = new JsonObject { [IdempotencyKey] = idempotencyKey },
                },
                cancellationToken);
            return McpReading.Answer(result);
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

    private async Task<JsonElement> RequestAsync<T>(string method, T parameters, CancellationToken cancellationToken)
        where T : RequestParams
    {
        var request = new JsonRpcRequest
        {
            Method = method,
            Params = JsonSerializer.SerializeToNode(parameters, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(T))),
        };
        return McpReading.Result((await client.SendRequestAsync(request, cancellationToken)).Result);
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
