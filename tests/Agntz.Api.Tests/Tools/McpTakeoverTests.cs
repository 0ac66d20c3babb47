using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Mcp;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Tools;

/// <summary>A process is lost while a tool of an MCP server is at work.</summary>
public sealed class McpTakeoverTests
{
    [Fact]
    public async Task Kill_DuringACall_TheToolListIsReadFromTheJournalAndTheCallRepeated()
    {
        var never = new TaskCompletionSource();
        await using var server = await FakeMcp.StartAsync(FakeMcpTransport.Sessions,
            FakeMcpTool.OfText("search", """{"type":"object"}""", _ => "found"),
            new FakeMcpTool("slow", """{"type":"object"}""", async _ =>
            {
                await never.Task;
                return FakeMcpTool.Text("never");
            }));
        await using var model = await FakeOpenAi.StartAsync(
            new FakeAnswer.ToolCalls(new FakeToolCall("a", $"mcp__{server.Name}__search", "{}")),
            new FakeAnswer.ToolCalls(new FakeToolCall("b", $"mcp__{server.Name}__slow", "{}")),
            new FakeAnswer.Text("Done."));
        (string, string)[] settings = [.. model.Settings, ("Outbound__AllowedHosts__0", server.Host)];
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        await using var first = AgntzProcess.StartOn(location, settings);
        using var api = new AgntzClient(await first.WaitUntilListeningAsync(), AgntzApplication.Key);
        await api.ImportAsync(
            $$"""
            id: helper
            kind: llm
            model: {provider: openai, name: fake}
            instruction: Be brief.
            tools: [{kind: mcp, server: "{{server.Url}}"}]

            """);
        var asked = server.Lists;
        var id = await api.StartAsync("helper", "Find it.");
        await server.CalledAsync(2);

        await first.KillAsync();
        server.Tools = [FakeMcpTool.OfText("slow", """{"type":"object"}""", _ => "quick")];
        await using var second = AgntzApplication.Start(
            location, [.. settings.Select(it => (it.Item1.Replace("__", ":", StringComparison.Ordinal), it.Item2))]);
        await second.WaitForEndAsync(id);

        never.SetResult();
        Assert.Equal(
            [
                "agent.invoke helper ok", "model.call fake ok", $"tool.execute mcp__{server.Name}__search ok",
                "model.call fake ok", $"tool.execute mcp__{server.Name}__slow error",
                $"tool.execute mcp__{server.Name}__slow ok", "model.call fake ok",
            ],
            SpanTree.Lines(await second.Api.GetJsonAsync($"/traces/{id}")));
        Assert.Equal(asked + 1, server.Lists);
        Assert.Equal(["search", "slow", "slow"], server.Calls.Select(call => call.Tool));
        Assert.Single(server.Calls.Skip(1).Select(call => call.Meta.GetProperty("agntz/idempotencyKey").GetString()).Distinct());
    }
}
