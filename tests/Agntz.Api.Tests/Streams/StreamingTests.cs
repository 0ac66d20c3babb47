using System.Text.Json;
using Agntz.Persistence;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Streams;

/// <summary>The three streams over real Kestrel, on each engine.</summary>
public abstract class StreamingTests(StorageProvider provider) : AgntzApplicationTest(provider)
{
    private static readonly string[] Terminal = ["run-complete", "run-error", "run-cancelled", "stream-error"];

    [Fact]
    public async Task RunStream_OpenedAtOnce_ShowsTheWholeLogWithOneTerminalEventAtItsEnd()
    {
        var id = await Api.StartAsync("article-pipeline", new { topic = "Tea" });

        await using var stream = await OpenAsync($"/runs/{id}/stream");
        var events = await stream.ReadAsync();

        Assert.Equal("text/event-stream", stream.Header("Content-Type"));
        Assert.Equal("no-cache", stream.Header("Cache-Control"));
        Assert.Equal("no", stream.Header("X-Accel-Buffering"));
        AssertNumbered(events, from: 1);
        Assert.Equal("run-spawn", events[0].Name);
        Assert.Equal("run-complete", events[^1].Name);
        Assert.Single(events, it => Terminal.Contains(it.Name));
        Assert.All(events, it => Assert.Equal(it.Name, it.Text("type")));
        Assert.All(events, it => Assert.Equal(id, it.Text("runId")));
        Assert.All(events, it => Assert.Equal(16, it.Text("spanId")!.Length));
        Assert.Contains("Tea", events[^1].Json.GetProperty("result").GetProperty("output").GetString());
    }

    [Fact]
    public async Task RunStream_ReadAgainAfterTheEnd_IsTheSameByteForByteFromEveryEvent()
    {
        var id = await Api.StartAsync("article-pipeline", new { topic = "Tea" });
        await using var live = await OpenAsync($"/runs/{id}/stream");
        var events = await live.ReadAsync();

        for (var since = 0; since <= events.Count; since++)
        {
            await using var replay = await OpenAsync($"/runs/{id}/stream?since={since}");

            Assert.Equal(events.Skip(since), await replay.ReadAsync());
        }

        await using var resumed = await OpenAsync($"/runs/{id}/stream?since=0", "2");
        Assert.Equal(events.Skip(2), await resumed.ReadAsync());
    }

    [Fact]
    public async Task TraceStream_OfARunningTrace_ShowsItsHistoryAndThenWhatComes()
    {
        await Api.ImportAsync(SlowAgent.Manifest);
        var id = await Api.StartAsync("slow", "Hello");
        await using var run = await OpenAsync($"/runs/{id}/stream");
        await run.NextAsync();

        await using var stream = await OpenAsync($"/traces/{id}/stream");
        var events = await stream.ReadAsync();
        var trace = await Api.GetJsonAsync($"/traces/{id}");

        AssertNumbered(events, from: 1);
        Assert.Equal(
            ["span-start", "span-start", "span-end", "span-end", "trace-done"], events.Select(it => it.Name));
        AssertSpans(id, trace, events);
    }

    [Fact]
    public async Task TraceStream_OfAnEndedTrace_IsASnapshotWithoutACursorAndTheLogWithOne()
    {
        var id = await Api.StartAsync("article-pipeline", new { topic = "Tea" });
        await Service.WaitForEndAsync(id);

        await using var stream = await OpenAsync($"/traces/{id}/stream");
        var snapshot = Assert.Single(await stream.ReadAsync());
        await using var replay = await OpenAsync($"/traces/{id}/stream?since=0");
        var events = await replay.ReadAsync();

        var trace = await Api.GetAsync($"/traces/{id}");
        Assert.Equal(("snapshot", events[^1].Id), (snapshot.Name, snapshot.Id));
        Assert.True(JsonElement.DeepEquals(trace.Json, snapshot.Json));
        AssertNumbered(events, from: 1);
        Assert.Equal(23, events.Count);
        AssertSpans(id, trace.Json, events);
        foreach (var since in Enumerable.Range(1, events.Count - 1))
        {
            await using var resumed = await OpenAsync($"/traces/{id["run_".Length..]}/stream?since={since}");
            Assert.Equal(events.Skip(since), await resumed.ReadAsync());
        }
    }

    [Fact]
    public async Task AttachedStream_NamesItsRunAndEndsWithWhatRunAnswers()
    {
        await using var stream = await OpenAsync("/run/stream", body: new { agentId = "assistant", input = "Hello" });
        var events = await stream.ReadAsync();

        var start = events[0].Json;
        var id = start.GetProperty("runId").GetString();
        var run = await Api.GetJsonAsync($"/runs/{id}");
        Assert.Equal("run-start", events[0].Name);
        Assert.Equal(("assistant", "llm"), (events[0].Text("agentId"), events[0].Text("kind")));
        Assert.Equal("session", start.GetProperty("retention").GetProperty("mode").GetString());
        Assert.Equal(id, events[0].Text("traceId"));
        Assert.Equal("run-complete", events[^1].Name);
        Assert.Null(events[^1].Id);
        Assert.Equal("completed", events[^1].Text("status"));
        Assert.Equal(run.GetProperty("result").GetProperty("output").GetString(), events[^1].Text("output"));
        await using var back = await OpenAsync($"/runs/{id}/stream");
        Assert.Equal("run-complete", (await back.ReadAsync())[^1].Name);
    }

    [Fact]
    public async Task AttachedStream_OfARunThatFails_EndsWithItsErrorAndCode()
    {
        await Api.ImportAsync(Failing);

        await using var stream = await OpenAsync("/run/stream", body: new { agentId = "failing", input = "x" });
        var last = (await stream.ReadAsync())[^1];

        Assert.Equal("run-error", last.Name);
        Assert.Equal(("it is broken", "MODEL_ERROR"), (last.Text("error"), last.Text("code")));
    }

    [Fact]
    public async Task RunStream_TextWithSeparators_KeepsEveryFrameInOneLine()
    {
        const string Nasty = "a\u2028b\u2029c\u0085d\ve\ff\u001cg\r\nh—ü€";

        await using var stream = await OpenAsync("/run/stream", body: new { agentId = "assistant", input = Nasty });
        var id = (await stream.NextAsync())!.Text("runId");
        var answered = (await stream.ReadAsync())[^1];
        var raw = (await Api.GetAsync($"/runs/{id}/stream")).Body + (await Api.GetAsync($"/traces/{id}/stream")).Body;

        Assert.Contains(Nasty, answered.Text("output"));
        Assert.DoesNotContain(raw, it => it is '\u2028' or '\u2029' or '\u0085' or '\v' or '\f' or '\r' or '\u001c');
        Assert.All(raw.Split('\n'), line => Assert.Matches("^(|(event|data|id|retry): .+)$", line));
    }

    private const string Failing =
        """
        id: failing
        kind: llm
        model:
          provider: demo
          name: demo-1
          providerOptions: { demo: { error: it is broken } }
        instruction: Answer.
        """;

    private static void AssertNumbered(IReadOnlyList<StreamedEvent> events, long from) =>
        Assert.Equal(Enumerable.Range(0, events.Count).Select(index => (long?)(from + index)), events.Select(it => it.Id));

    private static void AssertSpans(string id, JsonElement trace, IReadOnlyList<StreamedEvent> events)
    {
        var spans = trace.GetProperty("spans").EnumerateArray().ToDictionary(span => span.GetProperty("spanId").GetString()!);
        Assert.All(events, it => Assert.Equal(id, it.Text("runId")));
        foreach (var start in events.Where(it => it.Name == "span-start").Select(it => it.Json.GetProperty("span")))
        {
            Assert.Equal("running", start.GetProperty("status").GetString());
            Assert.Equal(JsonValueKind.Null, start.GetProperty("endedAt").ValueKind);
        }

        foreach (var end in events.Where(it => it.Name == "span-end"))
        {
            var span = spans[end.Text("spanId")!];
            var patch = end.Json.GetProperty("patch");
            Assert.True(JsonElement.DeepEquals(span, end.Json.GetProperty("span")));
            Assert.All(patch.EnumerateObject(), it => Assert.True(JsonElement.DeepEquals(span.GetProperty(it.Name), it.Value)));
            Assert.Equal(
                ["attributes", "durationMs", "endedAt", "error", "kind", "name", "status"],
                patch.EnumerateObject().Select(it => it.Name).Order());
        }

        Assert.True(JsonElement.DeepEquals(trace.GetProperty("summary"), events[^1].Json.GetProperty("summary")));
        Assert.Equal(2 * spans.Count, events.Count - 1);
    }

    private Task<EventReading> OpenAsync(string path, string? lastEventId = null, object? body = null) =>
        EventReading.OpenAsync(Api.Http, path, lastEventId, body);
}
