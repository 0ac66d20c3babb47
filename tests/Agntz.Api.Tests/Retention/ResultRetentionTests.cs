using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Retention;

/// <summary>Runs of which only the result is kept, and runs that are kept for a time.</summary>
public sealed class ResultRetentionTests() : OpenAiApplicationTest(StorageProvider.Sqlite)
{
    private const string Manifest =
        """
        id: discreet
        kind: llm
        model: { provider: openai, name: fake }
        instruction: Talk.
        tools:
          - kind: local
            tools: [current_time]
        retention: { mode: result, ttlSeconds: 3600 }
        """;

    [Fact]
    public async Task Run_AnswersInFull_AndItsRecordHoldsTheResultAlone()
    {
        await Api.ImportAsync(Manifest);
        Model.Enqueue(new FakeAnswer.ToolCalls(new FakeToolCall("c1", "current_time", "{}")));
        Model.Enqueue(new FakeAnswer.Text("It is late."));

        var answer = (await Api.PostAsync("/run", new { agentId = "discreet", input = "zebra", sessionId = "chat" }))
            .Expect(HttpStatusCode.OK);

        Assert.Equal("It is late.", answer.GetProperty("output").GetString());
        Assert.Equal("""{"userQuery":"zebra"}""", answer.GetProperty("state").GetRawText());
        Assert.Equal("""{"mode":"result","ttlSeconds":3600}""", answer.GetProperty("retention").GetRawText());
        Assert.False(answer.TryGetProperty("traceId", out _));
        Assert.False(answer.TryGetProperty("sessionId", out _));
        var id = answer.GetProperty("runId").GetString();
        var run = await Api.GetJsonAsync($"/runs/{id}");
        Assert.Equal(("", "result"), (run.GetProperty("input").GetString(), run.GetProperty("retentionMode").GetString()));
        Assert.Equal(
            DateTimeOffset.FromUnixTimeMilliseconds(run.GetProperty("startedAt").GetInt64()).AddHours(1),
            run.GetProperty("expiresAt").GetDateTimeOffset());
        Assert.False(run.TryGetProperty("sessionId", out _));
        var result = run.GetProperty("result");
        Assert.Equal(("", 0), (result.GetProperty("sessionId").GetString(), result.GetProperty("toolCalls").GetArrayLength()));
        Assert.Empty((await Api.GetJsonAsync("/sessions")).GetProperty("sessions").EnumerateArray());
        var trace = await Api.GetJsonAsync($"/traces/{id}");
        Assert.Equal(0, trace.GetProperty("spans").GetArrayLength());
        Assert.Equal(4, trace.GetProperty("summary").GetProperty("spanCount").GetInt32());
        Assert.DoesNotContain("zebra", run.GetRawText() + trace.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_ShowEverythingWhileItRuns_AndTheEndAloneAfterwards()
    {
        await Api.ImportAsync(Manifest);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Model.Enqueue(new FakeAnswer.Held(release.Task, new FakeAnswer.Text("It is late.")));
        var id = await Api.StartAsync("discreet", "Hello");
        await Model.ReceivedAsync(1);
        await using var live = await EventReading.OpenAsync(Api.Http, $"/runs/{id}/stream");
        await using var spans = await EventReading.OpenAsync(Api.Http, $"/traces/{id}/stream");
        release.SetResult();

        var events = await live.ReadAsync();
        Assert.Equal("run-spawn", events[0].Name);
        Assert.Contains(events, it => it.Name == "text-delta");
        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long?)seq), events.Select(it => it.Id));
        Assert.Equal(["span-start", "span-start", "span-end", "span-end", "trace-done"],
            (await spans.ReadAsync()).Select(it => it.Name));
        foreach (var cursor in new[] { "", "?since=0", $"?since={events.Count - 1}" })
        {
            var end = Assert.Single(await ReadAsync($"/runs/{id}/stream{cursor}"));
            Assert.Equal(("run-complete", (long?)events.Count), (end.Name, end.Id));
            Assert.True(end.Json.GetProperty("logRemoved").GetBoolean());
            var done = Assert.Single(await ReadAsync($"/traces/{id}/stream"));
            Assert.Equal(("trace-done", (long?)5), (done.Name, done.Id));
            Assert.True(done.Json.GetProperty("logRemoved").GetBoolean());
        }
    }

    [Fact]
    public async Task RunStream_SaysWhatIsKept()
    {
        await Api.ImportAsync(Manifest);

        await using var stream = await EventReading.OpenAsync(
            Api.Http, "/run/stream", body: new { agentId = "discreet", input = "Hello" });
        var events = await stream.ReadAsync();

        Assert.Equal("""{"mode":"result"}""", events[0].Json.GetProperty("retention").GetRawText());
        Assert.False(events[0].Json.TryGetProperty("traceId", out _));
        Assert.Equal("run-complete", events[^1].Name);
        Assert.Equal("""{"mode":"result","ttlSeconds":3600}""", events[^1].Json.GetProperty("retention").GetRawText());
    }

    [Theory]
    [InlineData("""{"mode":"session"}""", "retention.mode 'session' is less strict than the manifest default 'result'")]
    [InlineData("""{"mode":"all"}""", "retention.mode must be one of: none, result, session")]
    [InlineData("""{"ttlSeconds":59}""", "retention.ttlSeconds must be an integer between 60 and 31536000 seconds")]
    [InlineData("""{"artifactTtlSeconds":"1"}""", "retention.artifactTtlSeconds must be an integer between 60 and 31536000")]
    [InlineData("\"result\"", "retention must be an object")]
    public async Task Run_RetentionThatCannotBe_IsRefused(string retention, string says)
    {
        await Api.ImportAsync(Manifest);

        var problem = (await Api.PostAsync("/runs", $$"""{"agentId":"discreet","retention":{{retention}}}"""))
            .ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");

        Assert.StartsWith(says, problem.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty((await Api.GetJsonAsync("/runs")).GetProperty("rows").EnumerateArray());
    }

    private async Task<IReadOnlyList<StreamedEvent>> ReadAsync(string path)
    {
        await using var stream = await EventReading.OpenAsync(Api.Http, path);
        return await stream.ReadAsync();
    }
}
