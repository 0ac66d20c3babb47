using System.Net;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Runs;

public sealed class CancelTests : OpenAiApplicationTest
{
    private const string TwoCalls =
        """
        id: two-calls
        kind: sequential
        steps:
          - agent:
              id: first
              kind: llm
              model: { provider: openai, name: fake }
              instruction: one
          - agent:
              id: second
              kind: llm
              model: { provider: openai, name: fake }
              instruction: two
        """;

    private readonly TaskCompletionSource _release = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Api.ImportAsync(TwoCalls);
    }

    public override async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Cancel_InAModelCall_LetsItFinishAndStartsNothingMore()
    {
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("Done.")));
        var id = await Service.Api.StartAsync("two-calls", "go");
        await Model.ReceivedAsync(1);

        var answer = (await Service.Api.PostAsync($"/runs/{id}/cancel", "")).Expect(HttpStatusCode.OK);
        Assert.Equal("running", answer.GetProperty("status").GetString());
        _release.SetResult();
        var run = await Service.WaitForEndAsync(id);

        Assert.Equal("cancelled", run.GetProperty("status").GetString());
        Assert.Equal("cancelled by user", run.GetProperty("error").GetString());
        Assert.Single(Model.Requests);
        var trace = await Service.Api.GetJsonAsync($"/traces/{id}");
        Assert.Equal("cancelled", trace.GetProperty("summary").GetProperty("status").GetString());
        Assert.Equal(12, trace.GetProperty("summary").GetProperty("totalTokens").GetInt64());
        Assert.Equal(
            ["agent.invoke two-calls cancelled", "agent.invoke first ok", "model.call fake ok"],
            SpanTree.Lines(trace));
    }

    [Fact]
    public async Task Abort_InAModelCall_BreaksItOff()
    {
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("Never.")));
        var id = await Service.Api.StartAsync("two-calls", "go");
        await Model.ReceivedAsync(1);

        (await Service.Api.PostAsync($"/runs/{id}/cancel?mode=abort", "")).Expect(HttpStatusCode.OK);
        var run = await Service.WaitForEndAsync(id);

        Assert.Equal("cancelled", run.GetProperty("status").GetString());
        Assert.Equal(
            ["agent.invoke two-calls cancelled", "agent.invoke first cancelled", "model.call fake cancelled"],
            SpanTree.Lines(await Service.Api.GetJsonAsync($"/traces/{id}")));
    }

    [Fact]
    public async Task Abort_AfterACancelInTheDefaultMode_BreaksOffWhatIsInFlight()
    {
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("Never.")));
        var id = await Service.Api.StartAsync("two-calls", "go");
        await Model.ReceivedAsync(1);
        (await Service.Api.PostAsync($"/runs/{id}/cancel", "")).Expect(HttpStatusCode.OK);

        (await Service.Api.PostAsync($"/runs/{id}/cancel?mode=abort", "")).Expect(HttpStatusCode.OK);

        Assert.Equal("cancelled", (await Service.WaitForEndAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Cancel_WhileARetryIsWaitedFor_EndsTheWait()
    {
        Model.Enqueue(new FakeAnswer.Refusal(429, "slow down", RetryAfter: "60"));
        var id = await Service.Api.StartAsync("two-calls", "go");
        await Model.ReceivedAsync(1);

        (await Service.Api.PostAsync($"/runs/{id}/cancel", "")).Expect(HttpStatusCode.OK);
        var run = await Service.WaitForEndAsync(id);

        Assert.Equal("cancelled", run.GetProperty("status").GetString());
        Assert.Single(Model.Requests);
    }

    [Fact]
    public async Task Cancel_RunSomebodyWaitsFor_AnswersTheWaitingRequestWith409()
    {
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("Never.")));
        var waiting = Service.Api.RunAsync("two-calls", "go");
        await Model.ReceivedAsync(1);
        var runs = await Service.Api.GetJsonAsync("/runs?status=running");
        var id = runs.GetProperty("rows")[0].GetProperty("id").GetString();

        (await Service.Api.PostAsync($"/runs/{id}/cancel?mode=abort", "")).Expect(HttpStatusCode.OK);

        var problem = (await waiting).ExpectProblem(HttpStatusCode.Conflict, "RUN_CANCELLED");
        Assert.Equal(id, problem.GetProperty("runId").GetString());
    }

    [Fact]
    public async Task Cancel_EndedRun_Answers200Unchanged()
    {
        var id = await Service.Api.StartAsync("two-calls", "go");
        var before = await Service.WaitForEndAsync(id);

        var after = (await Service.Api.PostAsync($"/runs/{id}/cancel", "")).Expect(HttpStatusCode.OK);

        Assert.Equal("completed", after.GetProperty("status").GetString());
        Assert.Equal(before.GetRawText(), after.GetRawText());
    }

    [Theory]
    [InlineData("run_00000000000000000000000000000000", 404)]
    [InlineData("nonsense", 404)]
    [InlineData("run_00000000000000000000000000000000?mode=now", 400)]
    public async Task Cancel_WhatCannotBe_IsRefused(string path, int status)
    {
        var at = path.IndexOf('?', StringComparison.Ordinal);
        var (id, query) = at < 0 ? (path, "") : (path[..at], path[at..]);

        var reply = await Service.Api.PostAsync($"/runs/{id}/cancel{query}", "");

        reply.ExpectProblem((HttpStatusCode)status, status is 404 ? "NOT_FOUND" : "BAD_REQUEST");
    }
}
