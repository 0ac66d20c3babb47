using System.Net;
using Agntz.Api.Retention;
using Agntz.Api.Tests.Sessions;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Microsoft.Extensions.Hosting;

namespace Agntz.Api.Tests.Retention;

/// <summary>Deleting over HTTP, seen by another replica.</summary>
public sealed class DeletionTests() : OpenAiApplicationTest(StorageProvider.Postgres)
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task DeleteRun_IsNotFoundFromThenOnAnywhere()
    {
        await Api.ImportAsync(ChatAgent.Manifest);
        await using var other = AgntzApplication.Start(Service.Location, Settings);
        var id = await RunAsync();

        (await DeleteAsync(other.Api, $"/runs/{id}")).ExpectEmpty(HttpStatusCode.NoContent);

        foreach (var api in new[] { Api, other.Api })
        {
            foreach (var path in new[] { $"/runs/{id}", $"/runs/{id}/stream", $"/traces/{id}", $"/traces/{id}/stream?since=0" })
            {
                (await api.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
            }

            Assert.Empty((await api.GetJsonAsync("/runs")).GetProperty("rows").EnumerateArray());
            Assert.Empty((await api.GetJsonAsync("/traces")).GetProperty("rows").EnumerateArray());
            (await api.PostAsync($"/runs/{id}/cancel", "")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
            (await DeleteAsync(api, $"/runs/{id}")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        }
    }

    [Fact]
    public async Task DeleteTrace_LeavesTheRun()
    {
        await Api.ImportAsync(ChatAgent.Manifest);
        var id = await RunAsync();

        // By the id OpenTelemetry knows it by.
        (await DeleteAsync(Api, $"/traces/{id["run_".Length..]}")).ExpectEmpty(HttpStatusCode.NoContent);

        (await Api.GetAsync($"/traces/{id}")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        Assert.Equal("completed", (await Api.GetJsonAsync($"/runs/{id}")).GetProperty("status").GetString());
        await using var log = await EventReading.OpenAsync(Api.Http, $"/runs/{id}/stream");
        Assert.Equal("run-complete", (await log.ReadAsync())[^1].Name);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("traces")]
    public async Task Delete_OfAnActiveRun_IsRefused(string kind)
    {
        await Api.ImportAsync(ChatAgent.Manifest);
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("Done.")));
        var id = await Api.StartAsync(ChatAgent.Id, "Hello");
        await Model.ReceivedAsync(1);

        var problem = (await DeleteAsync(Api, $"/{kind}/{id}")).ExpectProblem(HttpStatusCode.Conflict, "RUN_ACTIVE");

        Assert.Equal(id, problem.GetProperty("runId").GetString());
        _release.SetResult();
        Assert.Equal("completed", (await Service.WaitForEndAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task DeleteSession_EndsItsActiveRunsAndEveryoneWhoWaitsForThem()
    {
        await Api.ImportAsync(ChatAgent.Manifest);
        await using var other = AgntzApplication.Start(Service.Location, [.. Settings, ("Worker:Enabled", "false")]);
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("Done.")));
        var waiting = Api.PostAsync("/run", new { agentId = ChatAgent.Id, input = "Hello", sessionId = "chat" });
        await Model.ReceivedAsync(1);
        var id = (await Api.GetJsonAsync("/runs")).GetProperty("rows")[0].GetProperty("id").GetString();
        await using var here = await EventReading.OpenAsync(Api.Http, $"/runs/{id}/stream");
        await using var there = await EventReading.OpenAsync(other.Api.Http, $"/runs/{id}/stream");
        await here.NextAsync();
        await there.NextAsync();

        (await DeleteAsync(other.Api, "/sessions/chat")).ExpectEmpty(HttpStatusCode.NoContent);
        (await Api.GetAsync($"/runs/{id}")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await Api.GetAsync("/sessions/chat")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        _release.SetResult();

        (await waiting).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        Assert.Contains((await here.ReadAsync())[^1].Name, new[] { "run-cancelled", "stream-error" });
        Assert.Equal("stream-error", (await there.ReadAsync())[^1].Name);
    }

    [Fact]
    public async Task Sweeper_ErasesWhatWasDeleted_AndNothingElse()
    {
        await Api.ImportAsync(ChatAgent.Manifest);
        var deleted = await RunAsync();
        var kept = await RunAsync();
        await DeleteAsync(Api, $"/runs/{deleted}");

        await Service.Get<IEnumerable<IHostedService>>().OfType<RetentionSweeper>().Single()
            .RunOnceAsync(CancellationToken.None);

        (await Api.GetAsync($"/runs/{deleted}")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        Assert.Equal("completed", (await Api.GetJsonAsync($"/runs/{kept}")).GetProperty("status").GetString());
        Assert.Equal(2, (await Api.GetJsonAsync($"/traces/{kept}")).GetProperty("spans").GetArrayLength());
    }

    private static Task<AgntzReply> DeleteAsync(AgntzClient api, string path) => api.SendAsync(HttpMethod.Delete, path);

    private async Task<string> RunAsync() =>
        (await Api.RunAsync(ChatAgent.Id, "Hello")).Expect(HttpStatusCode.OK).GetProperty("runId").GetString()!;
}
