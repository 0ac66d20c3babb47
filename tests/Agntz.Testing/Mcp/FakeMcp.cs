using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;

namespace Agntz.Testing.Mcp;

/// <summary>A real MCP server on loopback that keeps what it is asked.</summary>
public sealed class FakeMcp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly FakeMcpTransport _transport;
    private readonly ConcurrentQueue<FakeMcpCall> _calls = new();
    private readonly ConcurrentQueue<(string Method, IReadOnlyDictionary<string, string> Headers)> _requests = new();
    private readonly SemaphoreSlim _called = new(0);
    private int _lists;

    private FakeMcp(WebApplication app, FakeMcpTransport transport, IReadOnlyList<FakeMcpTool> tools)
    {
        (_app, _transport, Tools) = (app, transport, tools);
    }

    /// <summary>What manifests name as its URL.</summary>
    public string Url => $"{_app.Urls.First()}/mcp{(_transport is FakeMcpTransport.Sse ? "/sse" : "")}";

    /// <summary>Host and port.</summary>
    public string Host => new Uri(Url).Authority;

    /// <summary>What its name is in those of its tools.</summary>
    public string Name => $"127_0_0_1_{new Uri(Url).Port}";

    /// <summary>The tools it has.</summary>
    public IReadOnlyList<FakeMcpTool> Tools { get; set; }

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<FakeMcpCall> Calls => [.. _calls];

    /// <summary>How often it was asked for its tools.</summary>
    public int Lists => _lists;

    /// <summary>The HTTP requests so far, in order.</summary>
    public IReadOnlyList<(string Method, IReadOnlyDictionary<string, string> Headers)> Requests => [.. _requests];

    /// <summary>Starts one on a free port.</summary>
    public static async Task<FakeMcp> StartAsync(FakeMcpTransport transport, params FakeMcpTool[] tools)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        FakeMcp? server = null;
        builder.Services.AddMcpServer()
            .WithHttpTransport(http =>
            {
                http.SessionMode = transport is FakeMcpTransport.Streamable
                    ? HttpServerSessionMode.Stateless
                    : HttpServerSessionMode.Stateful;
                http.EnableLegacySse = transport is FakeMcpTransport.Sse;
            })
            .WithListToolsHandler((_, _) => ValueTask.FromResult(server!.List()))
            .WithCallToolHandler(async (call, _) => await server!.CallAsync(call.Params!));
        var app = builder.Build();
        server = new FakeMcp(app, transport, tools);
        app.Use(server.RecordAsync);
        app.MapMcp("/mcp");
        await app.StartAsync();
        return server;
    }

    /// <summary>Waits until so many more calls have come in.</summary>
    public async Task CalledAsync(int count)
    {
        for (var called = 0; called < count; called++)
        {
            if (!await _called.WaitAsync(Patience))
            {
                throw new TimeoutException($"{called} of {count} expected calls came in within {Patience}.");
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _called.Dispose();
    }

    private async Task RecordAsync(HttpContext http, RequestDelegate next)
    {
        _requests.Enqueue((http.Request.Method, http.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));

        // The first revision knows only a GET that opens the stream, and posts to where that says.
        if (_transport is FakeMcpTransport.Sse && http.Request.Method is "POST" && http.Request.Path == "/mcp/sse")
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        await next(http);
    }

    private ListToolsResult List()
    {
        Interlocked.Increment(ref _lists);
        return new ListToolsResult
        {
            Tools =
            [
                .. Tools.Select(tool => new Tool
                {
                    Name = tool.Name,
                    Description = tool.Description,
                    InputSchema = JsonElement.Parse(tool.Parameters),
                }),
            ],
        };
    }

    private async Task<CallToolResult> CallAsync(CallToolRequestParams call)
    {
        _calls.Enqueue(new FakeMcpCall(
            call.Name, JsonSerializer.Serialize(call.Arguments), JsonSerializer.SerializeToElement(call.Meta)));
        _called.Release();
        var tool = Tools.FirstOrDefault(tool => tool.Name == call.Name)
            ?? throw new McpProtocolException($"Unknown tool: '{call.Name}'", McpErrorCode.InvalidParams);
        return await tool.Answer(JsonSerializer.SerializeToElement(call.Arguments));
    }
}
