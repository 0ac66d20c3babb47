using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Sessions;

/// <summary>A conversation over several runs, on each engine.</summary>
public abstract class ConversationTests(StorageProvider provider) : OpenAiApplicationTest(provider)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Api.ImportAsync(ChatAgent.Manifest);
    }

    [Fact]
    public async Task Run_InTheSessionOfTheRunBefore_TellsTheModelWhatWasSaid()
    {
        Model.Enqueue(new FakeAnswer.Text("Hi!"));
        Model.Enqueue(new FakeAnswer.Text("You said hello."));
        var first = (await Api.PostAsync("/run", new { agentId = ChatAgent.Id, input = "Hello" })).Expect(HttpStatusCode.OK);
        var session = first.GetProperty("sessionId").GetString()!;

        var second = (await Api.PostAsync("/run", new { agentId = ChatAgent.Id, input = "What did I say?", sessionId = session }))
            .Expect(HttpStatusCode.OK);

        Assert.StartsWith("sess_", session, StringComparison.Ordinal);
        Assert.Equal(session, second.GetProperty("sessionId").GetString());
        Assert.Equal(["system: Talk.", "user: Hello"], ChatAgent.Told(Model.Requests[0]));
        Assert.Equal(
            ["system: Talk.", "user: Hello", "assistant: Hi!", "user: What did I say?"], ChatAgent.Told(Model.Requests[1]));
        var messages = (await Api.GetJsonAsync($"/sessions/{session}")).GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(
            ["user Hello", "assistant Hi!", "user What did I say?", "assistant You said hello."],
            messages.Select(message => $"{message.GetProperty("role").GetString()} {message.GetProperty("content").GetString()}"));
        Assert.All(messages, message => Assert.EndsWith("Z", message.GetProperty("timestamp").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_IsShownWithItsSessionEverywhere()
    {
        await using var stream = await EventReading.OpenAsync(
            Api.Http, "/run/stream", body: new { agentId = ChatAgent.Id, input = "Hello", sessionId = "my chat" });
        var events = await stream.ReadAsync();
        var id = events[0].Json.GetProperty("runId").GetString();

        var run = await Api.GetJsonAsync($"/runs/{id}");
        var trace = await Api.GetJsonAsync($"/traces/{id}");
        var listed = (await Api.GetJsonAsync("/runs")).GetProperty("rows")[0];
        await using var log = await EventReading.OpenAsync(Api.Http, $"/traces/{id}/stream?since=0");
        var spans = (await log.ReadAsync()).Where(it => it.Name == "span-end").Select(it => it.Json.GetProperty("span"));

        Assert.Equal("my chat", events[0].Json.GetProperty("sessionId").GetString());
        Assert.Equal("my chat", events[^1].Json.GetProperty("sessionId").GetString());
        Assert.Equal("my chat", run.GetProperty("sessionId").GetString());
        Assert.Equal("my chat", run.GetProperty("result").GetProperty("sessionId").GetString());
        Assert.Equal("my chat", listed.GetProperty("sessionId").GetString());
        Assert.All(
            trace.GetProperty("spans").EnumerateArray().Concat(spans),
            span => Assert.Equal("my chat", span.GetProperty("sessionId").GetString()));
    }

    [Fact]
    public async Task List_ShowsWhatWasChangedLastFirst()
    {
        await Api.RunAsync("assistant", "Hello");
        var second = (await Api.PostAsync("/run", new { agentId = ChatAgent.Id, input = "Hello", sessionId = "chat" }))
            .Expect(HttpStatusCode.OK);

        var all = await Api.GetJsonAsync("/sessions?limit=1");
        var own = await Api.GetJsonAsync($"/sessions?agentId={ChatAgent.Id}");
        var rest = await Api.GetJsonAsync($"/sessions?limit=1&cursor={all.GetProperty("cursor").GetString()}");

        var entry = Assert.Single(all.GetProperty("sessions").EnumerateArray());
        Assert.Equal(("chat", ChatAgent.Id, 2),
            (entry.GetProperty("sessionId").GetString(), entry.GetProperty("agentId").GetString(),
                entry.GetProperty("messageCount").GetInt32()));
        Assert.Equal("chat", second.GetProperty("sessionId").GetString());
        Assert.Equal("chat", Assert.Single(own.GetProperty("sessions").EnumerateArray()).GetProperty("sessionId").GetString());
        Assert.Equal("assistant", Assert.Single(rest.GetProperty("sessions").EnumerateArray()).GetProperty("agentId").GetString());
        Assert.False(rest.TryGetProperty("cursor", out _));
    }
}
