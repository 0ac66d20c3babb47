using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Retention;

/// <summary>Runs of which nothing is kept.</summary>
public sealed class NoRetentionTests() : OpenAiApplicationTest(StorageProvider.Sqlite)
{
    private const string Manifest =
        """
        id: secretive
        kind: llm
        model: { provider: openai, name: fake }
        instruction: Talk.
        retention: { mode: none }
        """;

    protected override (string Key, string Value)[] Settings =>
        [.. base.Settings, ("Worker:MaxConcurrentRuns", "2"), ("Worker:MaxConcurrentRunsPerOwner", "1")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AnswersInFull_AndNothingIsLeft()
    {
        await Api.ImportAsync(Manifest);
        Model.Enqueue(new FakeAnswer.Text("It is ", "a giraffe."));

        var answer = (await Api.PostAsync("/run", new { agentId = "secretive", input = "zebra", sessionId = "chat" }))
            .Expect(HttpStatusCode.OK);

        Assert.Equal("It is a giraffe.", answer.GetProperty("output").GetString());
        Assert.Equal("""{"userQuery":"zebra"}""", answer.GetProperty("state").GetRawText());
        Assert.Equal("""{"mode":"none"}""", answer.GetProperty("retention").GetRawText());
        Assert.Equal("completed", answer.GetProperty("status").GetString());
        Assert.False(answer.TryGetProperty("traceId", out _));
        Assert.False(answer.TryGetProperty("sessionId", out _));
        await AssertGoneAsync(answer.GetProperty("runId").GetString()!);
        Assert.Empty((await Api.GetJsonAsync("/runs")).GetProperty("rows").EnumerateArray());
        Assert.Empty((await Api.GetJsonAsync("/traces")).GetProperty("rows").EnumerateArray());
        Assert.Empty((await Api.GetJsonAsync("/sessions")).GetProperty("sessions").EnumerateArray());
        AssertNowhere("zebra", "giraffe");
    }

    [Fact]
    public async Task RunStream_SaysEverythingOnce_AndIsTheOnlyWayToIt()
    {
        await Api.ImportAsync(Manifest);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Model.Enqueue(new FakeAnswer.Paused("It is ", release.Task, new FakeAnswer.Text("a giraffe.")));

        await using var stream = await OpenAsync();
        var start = (await stream.NextAsync())!.Json;
        var first = await stream.NextAsync();

        var id = start.GetProperty("runId").GetString()!;
        Assert.Equal("""{"mode":"none"}""", start.GetProperty("retention").GetRawText());
        Assert.False(start.TryGetProperty("traceId", out _));
        Assert.Equal(("text-delta", "It is "), (first!.Name, first.Json.GetProperty("text").GetString()));
        var run = await Api.GetJsonAsync($"/runs/{id}");
        Assert.Equal(("running", "", "none"), (run.GetProperty("status").GetString(), run.GetProperty("input").GetString(),
            run.GetProperty("retentionMode").GetString()));
        await AssertUnseenAsync(id);
        release.SetResult();
        var rest = await stream.ReadAsync();
        Assert.Equal("a giraffe.", string.Concat(
            rest.Where(it => it.Name == "text-delta").Select(it => it.Json.GetProperty("text").GetString())));
        Assert.Equal("run-complete", rest[^1].Name);
        Assert.Equal("It is a giraffe.", rest[^1].Json.GetProperty("output").GetString());
        await AssertGoneAsync(id);
    }

    [Fact]
    public async Task Run_ThatFails_SaysWhyAndNothingIsLeft()
    {
        await Api.ImportAsync(Manifest);
        Model.Enqueue(new FakeAnswer.Refusal(400, "Not today."));

        var problem = (await Api.RunAsync("secretive", "zebra"))
            .ExpectProblem(HttpStatusCode.InternalServerError, "MODEL_ERROR");

        Assert.Contains("Not today.", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
        await AssertGoneAsync(problem.GetProperty("runId").GetString()!);
    }

    [Fact]
    public async Task Cancel_ByAnotherRequest_EndsItAndTellsWhoeverWaits()
    {
        await Api.ImportAsync(Manifest);
        Model.Enqueue(new FakeAnswer.Held(Task.Delay(Timeout.Infinite, Token), new FakeAnswer.Text("Late.")));
        await using var stream = await OpenAsync();
        var id = (await stream.NextAsync())!.Json.GetProperty("runId").GetString()!;
        await Model.ReceivedAsync(1);

        (await Api.PostAsync($"/runs/{id}/cancel?mode=abort", new { })).Expect(HttpStatusCode.OK);

        var end = (await stream.ReadAsync())[^1];
        Assert.Equal(("run-error", "RUN_CANCELLED"), (end.Name, end.Json.GetProperty("code").GetString()));
        await AssertGoneAsync(id);
    }

    [Fact]
    public async Task RunStream_ItsClientLeaves_IsCancelledAndGone()
    {
        await Api.ImportAsync(Manifest);
        Model.Enqueue(new FakeAnswer.Held(Task.Delay(Timeout.Infinite, Token), new FakeAnswer.Text("Late.")));
        var stream = await OpenAsync();
        var id = (await stream.NextAsync())!.Json.GetProperty("runId").GetString()!;
        await Model.ReceivedAsync(1);

        await stream.DisposeAsync();

        // Of one owner one run is executed at a time: the next begins when this one has ended.
        (await Api.RunAsync("assistant", "Hello")).Expect(HttpStatusCode.OK);
        await AssertGoneAsync(id);
    }

    [Fact]
    public async Task Run_NoRoom_IsRefusedAndCanBeSentAgain()
    {
        await Api.ImportAsync(Manifest);
        Model.Enqueue(new FakeAnswer.Held(Task.Delay(Timeout.Infinite, Token), new FakeAnswer.Text("Late.")));
        await using var stream = await OpenAsync();
        await Model.ReceivedAsync(1);

        var reply = await Api.RunAsync("secretive", "zebra");

        reply.ExpectProblem(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE");
        Assert.True(reply.Headers.ContainsKey("Retry-After"));
        Assert.Single((await Api.GetJsonAsync("/runs")).GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task Run_ThatNobodyWouldGetAnythingOf_IsRefused()
    {
        await Api.ImportAsync(Manifest);
        object body = new { agentId = "secretive", input = "zebra" };

        AssertRefused(await Api.PostAsync("/runs", body), "Use POST /run or POST /run/stream.");
        AssertRefused(await Api.PostAsync("/run", body, ("Idempotency-Key", "k")), "Leave the header out.");
        await using var idle = await AgntzApplication.StartAsync(
            StorageProvider.Memory, ("Worker:Enabled", "false"));
        await idle.Api.ImportAsync(Manifest);
        AssertRefused(await idle.Api.PostAsync("/run", body), "Ask one that does.");
    }

    private static void AssertRefused(AgntzReply reply, string says) => Assert.EndsWith(
        says, reply.ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST").GetProperty("error").GetString(),
        StringComparison.Ordinal);

    private Task<EventReading> OpenAsync() => EventReading.OpenAsync(
        Api.Http, "/run/stream", body: new { agentId = "secretive", input = "zebra" });

    private async Task AssertUnseenAsync(string id)
    {
        foreach (var path in new[] { $"/runs/{id}/stream", $"/traces/{id}", $"/traces/{id}/stream" })
        {
            (await Api.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        }
    }

    private void AssertNowhere(params string[] texts)
    {
        var kept = Service.Location.ReadFiles();
        Assert.NotEmpty(kept);
        Assert.All(kept, place => Assert.All(texts, text => Assert.DoesNotContain(text, place, StringComparison.Ordinal)));
    }

    private async Task AssertGoneAsync(string id)
    {
        (await Api.GetAsync($"/runs/{id}")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        await AssertUnseenAsync(id);
    }
}
