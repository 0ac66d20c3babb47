using System.Text.Json;
using Agntz.Api.Tests.Streams;
using Agntz.Persistence;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Clients;

/// <summary>Every method the existing clients have, called as they call it, and what they make of the answers.</summary>
public abstract class ClientSuite(StorageProvider provider) : AgntzApplicationTest(provider)
{
    private const string Hello = "tea\u2028and\u2029cake\u0085!";

    private HostedClient? _client;

    private HostedClient Client => _client!;

    /// <summary>Where the clients are told the service is.</summary>
    protected abstract Uri BaseUrl { get; }

    /// <summary>A session's name that needs care.</summary>
    protected virtual string SessionId => "talk/with:odd id";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await SetUpAsync();
        _client = new HostedClient(BaseUrl, AgntzApplication.Key);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client?.Dispose();
        await TearDownAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Health_NeedsNoKey()
    {
        using var stranger = new HostedClient(BaseUrl, null);

        var health = await stranger.HealthAsync();

        Assert.Equal(("ok", "agntz-worker"), (Text(health, "status"), Text(health, "service")));
    }

    [Fact]
    public async Task Errors_BecomeWhatClientsThrow()
    {
        using var stranger = new HostedClient(BaseUrl, "ar_live_nobodys-key-0123456789");

        await ThrowsAsync("AuthenticationError", 401, () => stranger.ListRunsAsync());
        await ThrowsAsync("NotFoundError", 404, () => Client.GetRunAsync("run_ABLDjk-SDNKX"));
        await ThrowsAsync("NotFoundError", 404, () => Client.GetTraceAsync("run_ABLDjk-SDNKX"));
        await ThrowsAsync("NotFoundError", 404, () => Client.CancelRunAsync("run_ABLDjk-SDNKX"));
        await ThrowsAsync("NotFoundError", 404, () => Client.GetAgentAsync("nobody"));
        await ThrowsAsync("NotFoundError", 404, () => Client.RunAgentAsync(new { agentId = "nobody" }));
        await ThrowsAsync("NotFoundError", 404, () => DrainAsync(Client.StreamRunAsync("run_ABLDjk-SDNKX")));
        await ThrowsAsync("NotFoundError", 404, () => Client.AskAsync("GET", "/datasets"));
        await ThrowsAsync("AgntzError", 400, () => Client.RunAgentAsync(new { input = "x" }));
    }

    [Fact]
    public async Task Agents_ImportListAndGet()
    {
        var report = await Client.ImportAgentsAsync(new { agents = new[] { new { manifest = SlowAgent.Manifest } } });
        var again = await Client.ImportAgentsAsync(
            new { agents = new[] { new { manifest = SlowAgent.Manifest } }, onConflict = "skip", dryRun = true });

        Assert.Equal("create", Text(report.GetProperty("results")[0], "action"));
        Assert.Equal(1, report.GetProperty("counts").GetProperty("create").GetInt32());
        Assert.Equal(("True", "skip"), (again.GetProperty("dryRun").ToString(), Text(again.GetProperty("results")[0], "action")));
        Assert.Contains((await Client.ListAgentsAsync()).EnumerateArray(), agent => Text(agent, "id") is "slow");
        Assert.Equal("slow", Text(await Client.GetAgentAsync("slow"), "id"));
        await ThrowsAsync("AgntzError", 409, () => Client.ImportAgentsAsync(
            new { agents = new[] { new { manifest = SlowAgent.Manifest } }, onConflict = "fail" }));
        await ThrowsAsync("AgntzError", 400, () => Client.ImportAgentsAsync(new { agents = Array.Empty<object>() }));
    }

    [Fact]
    public async Task Agents_RunAndStream()
    {
        var result = await Client.RunAgentAsync(new { agentId = "assistant", input = Hello });
        var kept = await Client.RunAgentAsync(new { agentId = "assistant", input = Hello, retention = new { mode = "result" } });
        var frames = await DrainAsync(Client.StreamAgentAsync(new { agentId = "assistant", input = Hello }));

        Assert.Equal(($"You said: {Hello}", "completed"), (Text(result, "output"), Text(result, "status")));
        Assert.Equal(Text(result, "runId"), Text(result, "traceId"));
        Assert.StartsWith("sess_", Text(result, "sessionId"), StringComparison.Ordinal);
        Assert.False(kept.TryGetProperty("traceId", out _) || kept.TryGetProperty("sessionId", out _));
        Assert.Equal(("assistant", "llm"), (frames[0].Text("agentId"), frames[0].Text("kind")));
        Assert.Equal(("run-complete", $"You said: {Hello}"), (frames[^1].Name, frames[^1].Text("output")));
    }

    [Fact]
    public async Task Agents_StreamOfARunThatFails_EndsWithAnError()
    {
        await Client.ImportAgentsAsync(new { agents = new[] { new { manifest = DocumentationAgents.FailingSupport } } });

        var frames = await DrainAsync(Client.StreamAgentAsync(new { agentId = "support-agent", input = "x" }));

        Assert.Equal("run-error", frames[^1].Name);
        await ThrowsAsync("AgntzError", 500, () => Client.RunAgentAsync(new { agentId = "support-agent", input = "x" }));
    }

    [Fact]
    public async Task Runs_StartGetListAndStream()
    {
        var ids = new List<string>();
        for (var index = 0; index < 3; index++)
        {
            var run = await Client.StartRunAsync(new { agentId = "assistant", input = Hello });
            ids.Add(Text(run, "id")!);
            Assert.Equal(Text(run, "id"), Text(run, "rootId"));
        }

        var frames = await DrainAsync(Client.StreamRunAsync(ids[0]));
        var ended = await Client.GetRunAsync(ids[0]);
        var (first, rest) = await ReadTwoPagesAsync("/runs", Client.ListRunsAsync);

        Assert.Equal("completed", Text(ended, "status"));
        Assert.Equal($"You said: {Hello}", Text(ended.GetProperty("result"), "output"));
        Assert.Equal(("run-spawn", "run-complete"), (frames[0].Name, frames[^1].Name));
        Assert.Equal(Enumerable.Range(1, frames.Count).Select(it => (long?)it), frames.Select(frame => frame.Id));
        Assert.Equal(
            frames.Skip(1).Select(frame => frame.Data.GetRawText()),
            (await DrainAsync(Client.StreamRunAsync(ids[0], since: 1))).Select(frame => frame.Data.GetRawText()));
        Assert.Empty(await DrainAsync(Client.StreamRunAsync(ids[0], since: frames[^1].Id)));
        Assert.Equal(Enumerable.Reverse(ids), first.Concat(rest).Select(row => Text(row, "id")));
        await ThrowsAsync("AgntzError", 400, () => DrainAsync(Client.StreamRunAsync(ids[0], since: -1)));
        await ThrowsAsync("AgntzError", 400, () => Client.ListRunsAsync("?limit=0"));
    }

    [Fact]
    public async Task Runs_Cancel_AnswersWithTheRunAndEndsIt()
    {
        await Client.ImportAgentsAsync(new { agents = new[] { new { manifest = SlowAgent.Manifest } } });
        var id = Text(await Client.StartRunAsync(new { agentId = "slow", input = "x" }), "id")!;

        var answered = await Client.CancelRunAsync(id);
        var frames = await DrainAsync(Client.StreamRunAsync(id));

        Assert.Equal(id, Text(answered, "id"));
        Assert.Equal("run-cancelled", frames[^1].Name);
        Assert.Equal("cancelled", Text(await Client.CancelRunAsync(id), "status"));
        Assert.Equal("cancelled", Text((await Client.GetTraceAsync(id)).GetProperty("summary"), "status"));
    }

    [Fact]
    public async Task Traces_ListGetStreamAndDelete()
    {
        await Client.ImportAgentsAsync(new { agents = new[] { new { manifest = SlowAgent.Manifest } } });
        await Client.RunAgentAsync(new { agentId = "assistant", input = Hello });
        var id = Text(await Client.StartRunAsync(new { agentId = "slow", input = "x" }), "id")!;

        var running = await Client.GetTraceAsync(id);
        var live = await DrainAsync(Client.StreamTraceAsync(id));
        var ended = await DrainAsync(Client.StreamTraceAsync(id));
        var (first, rest) = await ReadTwoPagesAsync("/traces", Client.ListTracesAsync);

        Assert.Equal(id, Text(running.GetProperty("summary"), "traceId"));
        Assert.Equal("trace-done", live[^1].Name);
        Assert.Equal("slow", Text(live[0].Data.GetProperty("span"), "name"));
        Assert.Equal("snapshot", Assert.Single(ended).Name);
        Assert.Equal(2, first.Concat(rest).Count());
        await Client.DeleteTraceAsync(id);
        await ThrowsAsync("NotFoundError", 404, () => Client.GetTraceAsync(id));
        await ThrowsAsync("NotFoundError", 404, () => Client.DeleteTraceAsync(id));
        Assert.Equal("completed", Text(await Client.GetRunAsync(id), "status"));
    }

    [Fact]
    public async Task Sessions_ImportListGetAndDelete()
    {
        var id = SessionId;
        var request = new
        {
            sessions = new[]
            {
                new
                {
                    sessionId = id,
                    messages = new[] { new { role = "user", content = Hello, timestamp = "2026-01-01T08:00:00.000Z" } },
                },
            },
        };

        var report = await Client.ImportSessionsAsync(request);
        await Client.RunAgentAsync(new { agentId = "assistant", input = "And now?", sessionId = id });
        var messages = (await Client.GetSessionAsync(id)).GetProperty("messages");
        var listed = Assert.Single((await Client.ListSessionsAsync()).EnumerateArray().ToList());

        Assert.Equal("create", Text(report.GetProperty("results")[0], "action"));
        Assert.Equal(["user", "user", "assistant"], messages.EnumerateArray().Select(message => Text(message, "role")));
        Assert.Equal(Hello, Text(messages[0], "content"));
        Assert.Equal((id, 3), (Text(listed, "sessionId"), listed.GetProperty("messageCount").GetInt32()));
        await Client.DeleteSessionAsync(id);
        Assert.Empty((await Client.ListSessionsAsync()).EnumerateArray());
        await ThrowsAsync("NotFoundError", 404, () => Client.GetSessionAsync(id));
    }

    [Fact]
    public async Task Documentation_ListingAndInspecting()
    {
        await Client.RunAgentAsync(new { agentId = "support-agent", input = new { message = "Where is it?" } });
        await Client.ImportAgentsAsync(new { agents = new[] { new { manifest = DocumentationAgents.FailingSupport } } });
        await ThrowsAsync("AgntzError", 500, () => Client.RunAgentAsync(new { agentId = "support-agent", input = "x" }));

        var rows = (await Client.ListRunsAsync("?agentId=support-agent&status=error&limit=50&rootsOnly=true")).GetProperty("rows");
        var failed = await Client.GetTraceAsync(Text(Assert.Single(rows.EnumerateArray().ToList()), "id")!);
        Assert.All(failed.GetProperty("spans").EnumerateArray(), AssertPrintable);

        var runs = await Client.ListRunsAsync("?agentId=support-agent&status=completed");
        Assert.Equal("completed", Text(Assert.Single(runs.GetProperty("rows").EnumerateArray().ToList()), "status"));
        var traces = (await Client.ListTracesAsync("?agentId=support-agent")).GetProperty("rows");
        Assert.Equal(2, traces.GetArrayLength());
        var trace = await Client.GetTraceAsync(Text(traces[0], "traceId")!);
        Assert.All(trace.GetProperty("spans").EnumerateArray(), AssertPrintable);
    }

    [Fact]
    public async Task Documentation_LiveTraceStreams()
    {
        var runId = Text(await Client.StartRunAsync(new { agentId = "article-pipeline", input = new { topic = "Tea" } }), "id")!;
        var printed = new List<string>();

        await foreach (var frame in Client.StreamTraceAsync(runId))
        {
            if (frame.Name is "span-start")
            {
                printed.Add($"→ {Text(frame.Data.GetProperty("span"), "name")}");
            }

            if (frame.Name is "span-end")
            {
                var span = frame.Data.GetProperty("span");
                printed.Add($"← {Text(span, "name")}");
                Assert.True(span.GetProperty("durationMs").TryGetInt64(out _));
                Assert.Equal(Text(span, "name"), Text(frame.Data.GetProperty("patch"), "name"));
            }
        }

        if (printed.Count > 0)
        {
            Assert.Equal(("→ article-pipeline", "← article-pipeline"), (printed[0], printed[^1]));
        }

        var snapshot = Assert.Single(await DrainAsync(Client.StreamTraceAsync(runId)));
        Assert.Equal("article-pipeline", Text(snapshot.Data.GetProperty("summary"), "rootName"));
    }

    [Fact]
    public async Task Documentation_Cancellation()
    {
        await Client.ImportAgentsAsync(new { agents = new[] { new { manifest = DocumentationAgents.LongJob } } });

        var run = await Client.StartRunAsync(new { agentId = "long-job", input = new { } });
        await Client.CancelRunAsync(Text(run, "id")!);

        Assert.Equal("run-cancelled", (await DrainAsync(Client.StreamRunAsync(Text(run, "id")!)))[^1].Name);
        var spans = (await Client.GetTraceAsync(Text(run, "id")!)).GetProperty("spans").EnumerateArray().ToList();
        Assert.DoesNotContain(spans, span => Text(span, "name") is "second-half");
        Assert.DoesNotContain(spans, span => Text(span, "status") is "running");
    }

    protected virtual ValueTask SetUpAsync() => ValueTask.CompletedTask;

    protected virtual ValueTask TearDownAsync() => ValueTask.CompletedTask;

    private static async Task<(List<JsonElement> First, List<JsonElement> Others)> ReadTwoPagesAsync(
        string path, Func<string, Task<JsonElement>> list)
    {
        var first = await list("?limit=1");
        var rest = await list($"?limit=200&cursor={Uri.EscapeDataString(Text(first, "cursor")!)}");
        Assert.False(rest.TryGetProperty("cursor", out _), $"{path} has no more pages.");
        return ([.. first.GetProperty("rows").EnumerateArray()], [.. rest.GetProperty("rows").EnumerateArray()]);
    }

    private static void AssertPrintable(JsonElement span)
    {
        Assert.Contains(Text(span, "kind"), (string[])["agent.invoke", "model.call", "tool.execute"]);
        Assert.NotNull(Text(span, "name"));
        Assert.True(span.GetProperty("durationMs").TryGetInt64(out _));
        Assert.NotNull(Text(span, "status"));
    }

    private static async Task<List<ClientFrame>> DrainAsync(IAsyncEnumerable<ClientFrame> frames)
    {
        var all = new List<ClientFrame>();
        await foreach (var frame in frames)
        {
            all.Add(frame);
        }

        return all;
    }

    private static async Task ThrowsAsync(string kind, int status, Func<Task> act)
    {
        var thrown = await Assert.ThrowsAsync<ClientException>(act);
        Assert.Equal((kind, status), (thrown.Kind, thrown.Status));
    }

    private static string? Text(JsonElement from, string name) => from.GetProperty(name).GetString();
}
