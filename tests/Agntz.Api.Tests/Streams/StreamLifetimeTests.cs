using System.Net;
using System.Net.Http.Json;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Agntz.Api.Tests.Streams;

/// <summary>What keeps a stream open, and what ends it before its log does.</summary>
public sealed class StreamLifetimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("runs")]
    [InlineData("traces")]
    public async Task Stream_WhenTheServerStops_EndsCleanlyAndCanBeResumed(string kind)
    {
        await using var service = await StartAsync();
        var id = await service.Api.StartAsync("endless", "Hello");
        await using var stream = await EventReading.OpenAsync(service.Api.Http, $"/{kind}/{id}/stream");
        var first = await stream.NextAsync();

        service.Get<IHostApplicationLifetime>().StopApplication();
        var rest = await stream.ReadAsync();

        Assert.Equal(1, first!.Id);
        Assert.DoesNotContain(rest, it => it.Name is "stream-error" or "run-error" or "trace-done");
        Assert.DoesNotContain(service.Logs.Entries, it => it.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task AttachedRequests_WhenTheServerStops_NameTheRunThatGoesOn()
    {
        var never = new TaskCompletionSource();
        await using var model = await FakeOpenAi.StartAsync(
            new FakeAnswer.Held(never.Task, new FakeAnswer.Text()), new FakeAnswer.Held(never.Task, new FakeAnswer.Text()));
        await using var service = await StartAsync(
            ("Worker:DrainTimeout", "00:00:00.2"), ("OPENAI_BASE_URL", model.BaseUrl), ("OPENAI_API_KEY", "sk-test"));
        await service.Api.ImportAsync(SlowAgent.Remote);
        await using var stream = await EventReading.OpenAsync(
            service.Api.Http, "/run/stream", body: new { agentId = "remote", input = "Hello" });
        var start = await stream.NextAsync();
        var waiting = service.Api.RunAsync("remote", "Hello");
        await model.ReceivedAsync(2);

        service.Get<IHostApplicationLifetime>().StopApplication();
        var reply = await waiting.WaitAsync(Patience, Token);
        var rest = await stream.ReadAsync();

        Assert.Equal("run-start", start!.Name);
        Assert.DoesNotContain(rest, it => it.Name is "run-complete" or "run-error");
        var id = reply.ExpectProblem(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE").GetProperty("runId").GetString();
        Assert.Equal($"/runs/{id}", reply.Headers["Location"]);
    }

    [Fact]
    public async Task Stream_AtItsGreatestAge_EndsAndIsResumedWithoutLossToTheEnd()
    {
        await using var service = await StartAsync(("Streams:MaxConnectionAge", "00:00:00.1"));
        var id = await service.Api.StartAsync("slow", "Hello");
        var events = new List<StreamedEvent>();

        while (events is not [.., { Name: "run-complete" }])
        {
            await using var stream = await EventReading.OpenAsync(
                service.Api.Http, $"/runs/{id}/stream", events is [.., { Id: { } last }] ? $"{last}" : null);
            events.AddRange(await stream.ReadAsync());
        }

        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long?)seq), events.Select(it => it.Id));
    }

    [Fact]
    public async Task Stream_ThatIsDropped_LeavesItsRunAlone()
    {
        await using var service = await StartAsync();
        var id = await service.Api.StartAsync("slow", "Hello");
        var stream = await EventReading.OpenAsync(service.Api.Http, $"/runs/{id}/stream");
        await stream.NextAsync();

        await stream.DisposeAsync();

        Assert.Equal("completed", (await service.WaitForEndAsync(id)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("/run")]
    [InlineData("/run/stream")]
    public async Task AttachedRequest_WhoseClientLeaves_CancelsItsRun(string path)
    {
        var never = new TaskCompletionSource();
        await using var model = await FakeOpenAi.StartAsync(new FakeAnswer.Held(never.Task, new FakeAnswer.Text()));
        await using var service = await StartAsync(
            ("OPENAI_BASE_URL", model.BaseUrl), ("OPENAI_API_KEY", "sk-test"));
        await service.Api.ImportAsync(SlowAgent.Remote);
        using var leaving = new CancellationTokenSource();
        using var body = JsonContent.Create(new { agentId = "remote", input = "Hello" });
        var asking = service.Api.Http.PostAsync(path, body, leaving.Token);
        await model.ReceivedAsync(1);
        var id = (await service.Api.GetJsonAsync("/runs")).GetProperty("rows")[0].GetProperty("id").GetString()!;

        await leaving.CancelAsync();

        Assert.Equal("cancelled", (await service.WaitForEndAsync(id)).GetProperty("status").GetString());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static async Task<AgntzApplication> StartAsync(params (string Key, string Value)[] settings)
    {
        var service = await AgntzApplication.StartAsync(StorageProvider.Memory, settings);
        await service.Api.ImportAsync(SlowAgent.Manifest);
        await service.Api.ImportAsync(SlowAgent.Endless);
        return service;
    }
}
