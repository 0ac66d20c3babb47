using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Sessions;

/// <summary>Requests for runs in a session that is busy, on each engine.</summary>
public abstract class SessionConflictTests(StorageProvider provider) : OpenAiApplicationTest(provider)
{
    private const int MostWaiting = 3;

    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override (string Key, string Value)[] Settings =>
        [.. base.Settings, ("Worker:MaxWaitingRunsPerSession", $"{MostWaiting}")];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Api.ImportAsync(ChatAgent.Manifest);
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("First.")));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _release.TrySetResult();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Supersede_CancelsTheRunInFlightAndRunsWhenItHasEnded()
    {
        var old = await StartAsync("one");
        await Model.ReceivedAsync(1);

        // The first answer is never given: its call is broken off.
        var young = await StartAsync("two");
        var cancelled = await Service.WaitForEndAsync(old);
        var completed = await Service.WaitForEndAsync(young);
        Assert.Equal(("cancelled", "superseded"), Ending(cancelled));
        Assert.Equal("completed", completed.GetProperty("status").GetString());
        Assert.Equal(["system: Talk.", "user: two"], ChatAgent.Told(Model.Requests[1]));
    }

    [Fact]
    public async Task Enqueue_RunsInTheOrderOfTheRequestsWithWhatWasSaidBefore()
    {
        var first = await StartAsync("one", "enqueue");
        await Model.ReceivedAsync(1);
        var second = await StartAsync("two", "enqueue");
        var third = await StartAsync("three", "enqueue");
        Assert.Single(Model.Requests);
        _release.SetResult();

        foreach (var id in new[] { first, second, third })
        {
            Assert.Equal("completed", (await Service.WaitForEndAsync(id)).GetProperty("status").GetString());
        }

        Assert.Equal(
            ["system: Talk.", "user: one", "assistant: First.", "user: two", "assistant: Hello there.", "user: three"],
            ChatAgent.Told(Model.Requests[2]));
    }

    [Fact]
    public async Task Enqueue_WhenAsManyWaitAsMay_IsRefusedUntilThereAreFewer()
    {
        var first = await StartAsync("one", "enqueue");
        await Model.ReceivedAsync(1);
        var waiting = await Task.WhenAll(Enumerable.Range(0, MostWaiting).Select(_ => StartAsync("two", "enqueue")));

        var refused = await PostAsync("three", "enqueue");

        refused.ExpectProblem(HttpStatusCode.TooManyRequests, "SESSION_QUEUE_FULL");
        Assert.True(refused.Headers.ContainsKey("Retry-After"));
        await Api.PostAsync($"/runs/{waiting[0]}/cancel", new { });
        await StartAsync("three", "enqueue");
        _release.SetResult();
        Assert.Equal("completed", (await Service.WaitForEndAsync(first)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Reject_AnswersThatTheSessionIsBusy()
    {
        var first = await StartAsync("one");
        await Model.ReceivedAsync(1);

        var problem = (await PostAsync("two", "reject")).ExpectProblem(HttpStatusCode.Conflict, "SESSION_BUSY");

        Assert.Equal(first, problem.GetProperty("runId").GetString());
        Assert.Single((await Api.GetJsonAsync("/runs")).GetProperty("rows").EnumerateArray());
        _release.SetResult();
        Assert.Equal("completed", (await Service.WaitForEndAsync(first)).GetProperty("status").GetString());
        Assert.Equal("completed", (await Service.WaitForEndAsync(await StartAsync("three", "reject"))).GetProperty("status").GetString());
    }

    private static (string?, string?) Ending(System.Text.Json.JsonElement run) =>
        (run.GetProperty("status").GetString(), run.GetProperty("error").GetString());

    private async Task<string> StartAsync(string input, string? sessionConflict = null) =>
        (await PostAsync(input, sessionConflict)).Expect(HttpStatusCode.Created).GetProperty("id").GetString()!;

    private Task<AgntzReply> PostAsync(string input, string? sessionConflict) =>
        Api.PostAsync("/runs", new { agentId = ChatAgent.Id, input, sessionId = "chat", sessionConflict });
}
