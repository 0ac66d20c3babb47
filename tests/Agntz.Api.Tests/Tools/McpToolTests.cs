using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Mcp;
using Agntz.Testing.Network;
using Agntz.Testing.Stores;
using ModelContextProtocol.Protocol;

namespace Agntz.Api.Tests.Tools;

/// <summary>Tools of real MCP servers, as models and tool agents call them.</summary>
public sealed class McpToolTests : IAsyncLifetime
{
    private const string Secret = "s3cr3t-t0ken";
    private const string Parameters =
        """{"type":"object","properties":{"text":{"type":"string"},"lang":{"type":"string"}},"required":["text","lang"]}""";

    private StoreLocation? _location;
    private FakeMcp? _server;
    private AgntzApplication? _service;

    private FakeMcp Server => _server!;

    private AgntzClient Api => _service!.Api;

    public async ValueTask InitializeAsync() =>
        _location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);

    public async ValueTask DisposeAsync()
    {
        await (_service?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _location!.DisposeAsync();
    }

    [Theory]
    [InlineData(FakeMcpTransport.Streamable)]
    [InlineData(FakeMcpTransport.Sessions)]
    [InlineData(FakeMcpTransport.Sse)]
    public async Task Run_ModelCallsIt_PinnedArgumentsAreAddedAndHeadersSent(FakeMcpTransport transport)
    {
        await StartAsync(transport, FakeMcpTool.OfText("translate", Parameters, arguments => $"[{arguments.GetRawText()}]"));
        await ImportModelAgentAsync("""
            tools:
                  - tool: translate
                    name: say
                    params: {lang: "{{lang}}"}
            """, "say");

        var reply = (await Api.RunAsync("talker", new { lang = "rm" })).Expect(HttpStatusCode.OK);

        var call = Assert.Single(Server.Calls);
        var runId = reply.GetProperty("runId").GetString();
        Assert.Equal(("translate", """{"text":"Hello","lang":"rm"}"""), (call.Tool, call.Arguments));
        Assert.Equal($"{runId}:t0/c0", call.Meta.GetProperty("agntz/idempotencyKey").GetString());
        Assert.Equal(1, Server.Lists);
        Assert.All(Server.Requests, request => Assert.Equal(Secret, request.Headers["X-Key"]));
        Assert.Equal(
            ["agent.invoke talker ok", "model.call demo-1 ok", $"tool.execute mcp__{Server.Name}__say ok", "model.call demo-1 ok"],
            SpanTree.Lines(await Api.GetJsonAsync($"/traces/{runId}")));
        Assert.Equal("""[{"text":"Hello","lang":"rm"}]""", (await ToolOutputAsync(runId!)).GetRawText());
        Assert.Equal(transport is FakeMcpTransport.Sessions ? 1 : 0, Server.Requests.Count(request => request.Method is "DELETE"));
    }

    [Fact]
    public async Task Run_SeveralCallsAtOnce_ShareOneSession()
    {
        await StartAsync(FakeMcpTransport.Sessions, FakeMcpTool.OfText("translate", Parameters, _ => "Bun di"));
        await ImportModelAgentAsync("tools: [translate]", "translate", "translate", "translate");

        (await Api.RunAsync("talker", new { lang = "rm" })).Expect(HttpStatusCode.OK);

        Assert.Equal(3, Server.Calls.Count);
        Assert.Single(Server.Requests.Select(request => request.Headers.GetValueOrDefault("Mcp-Session-Id")).OfType<string>().Distinct());
    }

    [Fact]
    public async Task Run_ToolSaysThatItFailed_TheModelReadsIt()
    {
        await StartAsync(FakeMcpTransport.Streamable, new FakeMcpTool("translate", Parameters,
            _ => Task.FromResult(FakeMcpTool.Text($"No such language. You sent {Secret}.", isError: true))));
        await ImportModelAgentAsync("tools: [translate]", "translate");

        var reply = (await Api.RunAsync("talker", new { lang = "rm" })).Expect(HttpStatusCode.OK);

        Assert.Equal("""{"error":"No such language. You sent [secret]."}""",
            (await ToolOutputAsync(reply.GetProperty("runId").GetString()!)).GetRawText());
    }

    [Fact]
    public async Task Run_ToolAgent_OutputIsWhatTheToolGives()
    {
        await StartAsync(FakeMcpTransport.Streamable, new FakeMcpTool("add", """{"type":"object"}""", arguments =>
            Task.FromResult(new CallToolResult
            {
                Content = [new TextContentBlock { Text = "see structuredContent" }],
                StructuredContent = JsonElement.Parse($$"""{"sum":{{arguments.GetProperty("a").GetInt32() + 1}}}"""),
            })));
        await ImportToolAgentAsync(Server.Url, "add");

        var reply = (await Api.RunAsync("caller", new { a = 41 })).Expect(HttpStatusCode.OK);

        Assert.Equal("""{"sum":42}""", reply.GetProperty("output").GetRawText());
        Assert.Equal(0, Server.Lists);
    }

    [Fact]
    public async Task Run_ToolAgentOfAToolThatIsNotThere_Fails()
    {
        await StartAsync(FakeMcpTransport.Streamable, FakeMcpTool.OfText("add", """{"type":"object"}""", _ => ""));
        await ImportToolAgentAsync(Server.Url, "subtract");

        var problem = (await Api.RunAsync("caller", new { a = 41 }))
            .ExpectProblem(HttpStatusCode.InternalServerError, "TOOL_FAILED");

        Assert.Contains("Unknown tool: 'subtract'", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerIsNotThere_FailsAndSaysWhich()
    {
        await StartAsync(FakeMcpTransport.Streamable);
        await ImportModelAgentAsync("", "translate");
        var host = Server.Host;
        await Server.DisposeAsync();

        var problem = (await Api.RunAsync("talker", new { lang = "rm" }))
            .ExpectProblem(HttpStatusCode.InternalServerError, "MCP_UNAVAILABLE");

        Assert.Equal(
            $"The tools of MCP server '{host}' of agent 'talker' are not to be had: the connection failed (ConnectionRefused)",
            problem.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Run_ServerIsNone_Fails()
    {
        await using var other = await RecordingServer.StartAsync();
        other.Enqueue(new RecordedAnswer { Status = 500, Body = "none here" });
        await StartAsync(FakeMcpTransport.Streamable, other.Host);
        await ImportModelAgentOfAsync(other.Url, "", "translate");

        var problem = (await Api.RunAsync("talker", new { lang = "rm" }))
            .ExpectProblem(HttpStatusCode.InternalServerError, "MCP_UNAVAILABLE");

        Assert.Contains(other.Host, problem.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_HostThatIsNotAllowed_IsRefused()
    {
        await using var other = await FakeMcp.StartAsync(FakeMcpTransport.Streamable);
        await StartAsync(FakeMcpTransport.Streamable);
        await ImportModelAgentOfAsync(other.Url, "", "translate");

        var problem = (await Api.RunAsync("talker", new { lang = "rm" }))
            .ExpectProblem(HttpStatusCode.InternalServerError, "MCP_UNAVAILABLE");

        Assert.Contains("not on the public internet", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Run_ToolThatIsNotOffered_FailsAndSaysWhatIs()
    {
        await StartAsync(FakeMcpTransport.Streamable, FakeMcpTool.OfText("translate", Parameters, _ => ""));
        await ImportModelAgentAsync("tools: [sing]", "sing");

        var problem = (await Api.RunAsync("talker", new { lang = "rm" }))
            .ExpectProblem(HttpStatusCode.InternalServerError, "TOOL_NOT_FOUND");

        Assert.Equal($"MCP server '{Server.Host}' has no tool 'sing'. It has: translate.", problem.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Run_AnswerWithoutAnEnd_IsBrokenOff()
    {
        await StartAsync(FakeMcpTransport.Streamable,
            FakeMcpTool.OfText("translate", Parameters, _ => new string('x', 17 * 1024 * 1024)));
        await ImportModelAgentAsync("tools: [translate]", "translate");

        var reply = (await Api.RunAsync("talker", new { lang = "rm" })).Expect(HttpStatusCode.OK);

        Assert.StartsWith($"{{\"error\":\"MCP server '{Server.Host}': ",
            (await ToolOutputAsync(reply.GetProperty("runId").GetString()!)).GetRawText(), StringComparison.Ordinal);
    }

    private Task StartAsync(FakeMcpTransport transport, params FakeMcpTool[] tools) => StartAsync(transport, "127.0.0.1:1", tools);

    private async Task StartAsync(FakeMcpTransport transport, string alsoAllowed, params FakeMcpTool[] tools)
    {
        _server = await FakeMcp.StartAsync(transport, tools);
        _service = AgntzApplication.Start(_location!,
            ("Outbound:AllowedHosts:0", Server.Host), ("Outbound:AllowedHosts:1", alsoAllowed));
        await Api.SendAsync(HttpMethod.Put, "/secrets/KEY", JsonContent.Create(new { value = Secret }));
    }

    private Task ImportModelAgentAsync(string tools, params string[] calls) => ImportModelAgentOfAsync(Server.Url, tools, calls);

    private Task ImportModelAgentOfAsync(string url, string tools, params string[] calls) => Api.ImportAsync(
        $$$"""
        id: talker
        kind: llm
        inputSchema: {lang: string}
        model:
          provider: demo
          name: demo-1
          providerOptions:
            demo:
              toolCalls: [{{{string.Join(", ", calls.Select(call => Call(url, call)))}}}]
        instruction: Translate.
        tools:
          - kind: mcp
            server: {{{url}}}
            headers: {X-Key: "{{secrets.KEY}}"}
            {{{tools}}}

        """);

    private static string Call(string url, string tool) =>
        $"{{name: mcp__127_0_0_1_{new Uri(url).Port}__{tool}, arguments: {{text: Hello}}}}";

    private Task ImportToolAgentAsync(string url, string tool) => Api.ImportAsync(
        $$$"""
        id: caller
        kind: tool
        inputSchema: {a: number}
        tool:
          kind: mcp
          server: {{{url}}}
          name: {{{tool}}}
          params: {a: "{{a}}"}

        """);

    private async Task<JsonElement> ToolOutputAsync(string runId) =>
        (await Api.GetJsonAsync($"/runs/{runId}")).GetProperty("result").GetProperty("toolCalls")[0].GetProperty("output");
}
