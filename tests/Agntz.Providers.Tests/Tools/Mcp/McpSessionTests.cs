using System.Text.Json;
using Agntz.Domain.Execution.Tools.Mcp;
using Agntz.Providers.Outbound;
using Agntz.Providers.Tests.Outbound;
using Agntz.Providers.Tools.Mcp;
using Agntz.Testing.Network;

namespace Agntz.Providers.Tests.Tools.Mcp;

/// <summary>MCP servers that answer in ways of their own.</summary>
public sealed class McpSessionTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private RecordingServer? _server;
    private OutboundHttp? _http;
    private McpConnector? _connector;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecordingServer Server => _server!;

    private Func<JsonElement, RecordedAnswer> Answer { get; set; } = call => Result(call, "{}");

    public async ValueTask InitializeAsync()
    {
        _server = await RecordingServer.StartAsync();
        _server.Otherwise = request => request.Method is "POST" ? Handle(JsonElement.Parse(request.Body)) : new() { Status = 405 };
        _http = TestOutbound.Http(_server.Host);
        _connector = new McpConnector(_http, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _http!.Dispose();
        await Server.DisposeAsync();
    }

    [Theory]
    [InlineData(500, "text/plain", "oops")]
    [InlineData(429, "application/json", "{}")]
    [InlineData(200, "text/html", "<html>oops</html>")]
    [InlineData(202, "text/plain", "")]
    [InlineData(204, "text/plain", "")]
    [InlineData(200, "application/json", "")]
    [InlineData(200, "application/json", "oops")]
    [InlineData(200, "text/event-stream", "")]
    [InlineData(0, "", "")]
    public async Task Call_ThatIsNotAnswered_FailsAloneAndTheSessionGoesOn(int status, string type, string body)
    {
        var failed = new TaskCompletionSource();
        Answer = call => Number(call) != 0
            ? Said(call, $"v{Number(call)}") with { Release = failed.Task }
            : status == 0
                ? new RecordedAnswer { Cut = true }
                : new RecordedAnswer { Status = status, ContentType = type, Body = body };
        await using var session = await OpenAsync();

        var others = Enumerable.Range(1, 3).Select(number => CallAsync(session, number)).ToList();
        await Assert.ThrowsAsync<McpException>(() => CallAsync(session, 0).WaitAsync(Soon, Token));
        failed.SetResult();

        Assert.Equal(["v1", "v2", "v3"], (await Task.WhenAll(others).WaitAsync(Soon, Token)).Select(Text));
        Assert.Equal("v4", Text(await CallAsync(session, 4)));
    }

    [Theory]
    [InlineData(404, "Session not found")]
    [InlineData(400, "Bad Request: No valid session ID provided")]
    public async Task Call_InASessionThatIsForgotten_SaysSo(int status, string body)
    {
        Answer = _ => new RecordedAnswer { Status = status, Body = body };
        await using var session = await OpenAsync();

        var failure = await Assert.ThrowsAsync<McpException>(() => CallAsync(session, 0));

        Assert.True(failure.IsSessionOver);
    }

    [Fact]
    public async Task Call_ThatIsRefused_SaysWhy()
    {
        Answer = call => RecordedAnswer.Json(
            $$$"""{"jsonrpc":"2.0","id":{{{call.GetProperty("id").GetRawText()}}},"error":{"code":-32602,"message":"not like this"}}""");
        await using var session = await OpenAsync();

        var failure = await Assert.ThrowsAsync<McpException>(() => CallAsync(session, 0));

        Assert.Contains("not like this", failure.Message);
        Assert.False(failure.IsSessionOver || failure.IsConnectionLost);
    }

    [Fact]
    public async Task List_WithToolsThatAreBroken_HasTheOthersAndAnyObjectForThem()
    {
        Answer = call => Result(call,
            """
            {"tools":[
              {"name":"good","title":"Good","inputSchema":{"type":"object","properties":{"a":{"type":"integer"}}}},
              {"name":"empty","description":"d","inputSchema":{}},{"name":"text","inputSchema":{"type":"string"}},
              {"name":"null","inputSchema":null},{"name":"none"},{"name":"list","inputSchema":[]},
              {"name":"bad","inputSchema":{"type":"object","properties":7}},
              {"inputSchema":{"type":"object"}},{"name":""},{"name":7},null,5]}
            """);
        await using var session = await OpenAsync();

        var tools = await session.ListToolsAsync(Token);

        Assert.Equal(["good", "empty", "text", "null", "none", "list", "bad"], tools.Select(tool => tool.Name));
        Assert.Equal(("Good", """{"type":"object","properties":{"a":{"type":"integer"}}}"""),
            (tools[0].Description, tools[0].Parameters.GetRawText()));
        Assert.All(tools.Skip(1).Take(5), tool => Assert.Equal("""{"type":"object"}""", tool.Parameters.GetRawText()));
    }

    [Theory]
    [InlineData("""{"content":null}""", "[]", null)]
    [InlineData("{}", "[]", null)]
    [InlineData("""{"content":"x","structuredContent":null}""", "[]", null)]
    [InlineData("""{"content":[],"structuredContent":{"a":1e400}}""", "[]", """{"a":1e400}""")]
    [InlineData("""{"content":[{"type":"hologram","data":[1]},{"text":7},3]}""", """[{"type":"hologram","data":[1]},{"text":7},3]""", null)]
    [InlineData("""{"content":[{"type":"text","text":"a\ud83d"}]}""", """[{"type":"text","text":"a\uFFFD"}]""", null)]
    [InlineData("""{"content":[{"type":"text","text":"a\u0000b"}]}""", """[{"type":"text","text":"a\u0000b"}]""", null)]
    public async Task Call_AnsweredInAnyShape_IsRead(string result, string content, string? structured)
    {
        Answer = call => Result(call, result);
        await using var session = await OpenAsync();

        var answer = await CallAsync(session, 0);

        Assert.Equal((content, structured), (answer.Content.GetRawText(), answer.Structured?.GetRawText()));
    }

    [Fact]
    public async Task Call_Arguments_ArriveAsTheyAre()
    {
        const string Arguments = """{"a.b":123456789012345678901234567890,"c d":1.50,"é":"x"}""";
        await using var session = await OpenAsync();

        await session.CallAsync("t", JsonElement.Parse(Arguments), "key", Token);

        var call = Server.Requests.Select(request => JsonElement.Parse(request.Body))
            .Single(message => message.GetProperty("method").ValueEquals("tools/call")).GetProperty("params");
        Assert.Equal("t", call.GetProperty("name").GetString());
        Assert.Equal(["123456789012345678901234567890", "1.50", "\"x\""],
            new[] { "a.b", "c d", "é" }.Select(name => call.GetProperty("arguments").GetProperty(name).GetRawText()));
        Assert.Equal("key", call.GetProperty("_meta").GetProperty("agntz/idempotencyKey").GetString());
    }

    private static RecordedAnswer Result(JsonElement call, string result) => RecordedAnswer.Json(
        $$"""{"jsonrpc":"2.0","id":{{call.GetProperty("id").GetRawText()}},"result":{{result}}}""");

    private static RecordedAnswer Said(JsonElement call, string text) =>
        Result(call, $$"""{"content":[{"type":"text","text":"{{text}}"}]}""");

    private static int Number(JsonElement call) => call.GetProperty("params").GetProperty("arguments").GetProperty("n").GetInt32();

    private static string? Text(McpAnswer answer) => answer.Content[0].GetProperty("text").GetString();

    private static Task<McpAnswer> CallAsync(IMcpSession session, int number) =>
        session.CallAsync("t", JsonElement.Parse($$"""{"n":{{number}}}"""), "key", Token).AsTask();

    private ValueTask<IMcpSession> OpenAsync() =>
        _connector!.OpenAsync(new McpEndpoint { Url = new Uri($"{Server.Url}/mcp") }, Token);

    private RecordedAnswer Handle(JsonElement message) => message.GetProperty("method").GetString() switch
    {
        "initialize" => Result(message,
            """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"it","version":"1"}}""") with
        {
            Headers = new Dictionary<string, string> { ["Mcp-Session-Id"] = "s" },
        },
        "tools/list" or "tools/call" => Answer(message),
        _ when message.TryGetProperty("id", out _) => RecordedAnswer.Json(
            $$$"""{"jsonrpc":"2.0","id":{{{message.GetProperty("id").GetRawText()}}},"error":{"code":-32601,"message":"none"}}"""),
        _ => new RecordedAnswer { Status = 202, Body = "" },
    };
}
