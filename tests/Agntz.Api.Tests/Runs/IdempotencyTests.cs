using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Runs;

/// <summary>Requests that are sent again with their key, in one process and in two.</summary>
public sealed class IdempotencyTests() : OpenAiApplicationTest(StorageProvider.Postgres)
{
    private const string Remote =
        """
        id: remote
        kind: llm
        model: { provider: openai, name: fake }
        instruction: Answer.
        """;

    private static readonly (string Name, string Value) Key = ("Idempotency-Key", "order-1");

    private readonly TaskCompletionSource _release = new();

    protected override (string Key, string Value)[] Settings =>
    [
        .. base.Settings,
        ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Information"),
    ];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Api.ImportAsync(Remote);
    }

    public override async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task CreateRun_SentAgain_AnswersTheSameRunAndRunsOnce()
    {
        var first = await PostAsync("/runs", """{"agentId":"remote","input":"tea"}""");
        var id = first.Expect(HttpStatusCode.Created).GetProperty("id").GetString()!;
        await Service.WaitForEndAsync(id);

        var second = await PostAsync("/runs", """{ "agentId": "remote", "input": "tea" }""");

        var run = second.Expect(HttpStatusCode.Created);
        Assert.Equal(id, run.GetProperty("id").GetString());
        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.Equal(first.Headers["Location"], second.Headers["Location"]);
        Assert.Single(Model.Requests);
    }

    [Fact]
    public async Task Run_SentAgainWhileTheRunGoesOn_WaitsForItsEnd()
    {
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("Tea.")));
        var first = PostAsync("/run", """{"agentId":"remote","input":"tea"}""");
        await Model.ReceivedAsync(1);

        var second = PostAsync("/run", """{"agentId":"remote","input":"tea"}""");
        _release.SetResult();

        var answers = await Task.WhenAll(first, second);
        Assert.All(answers, answer => Assert.Equal("Tea.", answer.Expect(HttpStatusCode.OK).GetProperty("output").GetString()));
        Assert.Single(answers.Select(answer => answer.Json.GetProperty("runId").GetString()).Distinct());
        Assert.Single(Model.Requests);
    }

    [Fact]
    public async Task RunStream_SentAgain_StreamsTheSameRun()
    {
        const string Body = """{"agentId":"remote","input":"tea"}""";
        var first = await PostAsync("/run/stream", Body);
        var second = await PostAsync("/run/stream", Body);

        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal(first.Body, second.Body);
        Assert.Single(Model.Requests);
    }

    [Fact]
    public async Task CreateRun_SameKeyOtherBody_IsAConflict()
    {
        var id = (await PostAsync("/runs", """{"agentId":"remote","input":"tea"}"""))
            .Expect(HttpStatusCode.Created).GetProperty("id").GetString();

        foreach (var path in new[] { "/runs", "/run", "/run/stream" })
        {
            var refused = await PostAsync(path, """{"agentId":"remote","input":"coffee"}""");

            var problem = refused.ExpectProblem(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
            Assert.Equal(id, problem.GetProperty("runId").GetString());
        }
    }

    [Fact]
    public async Task CreateRun_RefusedRequest_LeavesItsKeyFree()
    {
        (await PostAsync("/runs", """{"agentId":"nobody"}""")).ExpectProblem(HttpStatusCode.NotFound, "AGENT_NOT_FOUND");

        (await PostAsync("/runs", """{"agentId":"remote"}""")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Run_ClientLeaves_TheRunGoesOnAndIsAnsweredWhenAskedAgain()
    {
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("Tea.")));
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/run")
        {
            Content = new StringContent("""{"agentId":"remote","input":"tea"}"""),
            Headers = { { Key.Name, Key.Value } },
        };
        var left = Service.Api.Http.SendAsync(request, leaving.Token);
        await Model.ReceivedAsync(1);

        var answered = Service.Logs.NextAsync("Request finished");

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await answered.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var again = PostAsync("/run", """{"agentId":"remote","input":"tea"}""");
        _release.SetResult();

        Assert.Equal("Tea.", (await again).Expect(HttpStatusCode.OK).GetProperty("output").GetString());
    }

    [Fact]
    public async Task CreateRun_OneKeyInTwoProcessesAtOnce_CreatesOneRun()
    {
        await using var other = AgntzApplication.Start(Service.Location, Settings);
        const string Body = """{"agentId":"remote","input":"tea"}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            (number % 2 == 0 ? Service : other).Api.PostAsync("/runs", Body, Key)));

        var ids = answers.Select(answer => answer.Expect(HttpStatusCode.Created).GetProperty("id").GetString()!);
        var id = Assert.Single(ids.Distinct());
        Assert.Equal("completed", (await Service.WaitForEndAsync(id)).GetProperty("status").GetString());
        Assert.Single((await Service.Api.GetJsonAsync("/runs")).GetProperty("rows").EnumerateArray());
        Assert.Single(Model.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("256 characters")]
    public async Task CreateRun_WhatIsNoKey_IsRefused(string key)
    {
        key = key.StartsWith("256", StringComparison.Ordinal) ? new string('k', 256) : key;

        var refused = await Service.Api.PostAsync("/runs", """{"agentId":"remote"}""", ("Idempotency-Key", key));

        refused.ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
    }

    private Task<AgntzReply> PostAsync(string path, string json) => Service.Api.PostAsync(path, json, Key);
}
