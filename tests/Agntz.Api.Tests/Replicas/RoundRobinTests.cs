using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Agntz.Api.Tests.Streams;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Network;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Replicas;

/// <summary>
/// Two replicas on one database, of which every request meets the one that did not get the request before: whatever one
/// has done the other knows.
/// </summary>
public sealed class RoundRobinTests() : OpenAiApplicationTest(StorageProvider.Postgres)
{
    private const string MasterKey = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private AgntzApplication? _other;
    private RoundRobin? _proxy;
    private AgntzClient? _both;

    protected override (string Key, string Value)[] Settings => [.. base.Settings, ("Secrets:MasterKey", MasterKey)];

    private AgntzClient Both => _both!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _other = AgntzApplication.Start(Service.Location, Settings);
        _proxy = await RoundRobin.StartAsync(Service.Address, _other.Address);
        _both = new AgntzClient(_proxy.Address, AgntzApplication.Key);
        await Both.ImportAsync(SlowAgent.Remote);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Assert.All(_proxy!.Requests, requests => Assert.NotEqual(0, requests));
        Both.Dispose();
        await _proxy.DisposeAsync();
        await _other!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Runs_AreFoundFollowedResumedListedAndDeletedByEither()
    {
        Model.Enqueue(new FakeAnswer.Text("Once upon", " a time."));
        var id = await Both.StartAsync(SlowAgent.RemoteId, "Go");

        var whole = await ReadAsync($"/runs/{id}/stream");
        Assert.Equal("run-complete", whole[^1].Name);
        foreach (var seq in Enumerable.Range(0, whole.Count))
        {
            var rest = await ReadAsync($"/runs/{id}/stream?since={seq}");
            Assert.Equal(whole.Skip(seq).Select(it => (it.Id, it.Data)), rest.Select(it => (it.Id, it.Data)));
        }

        for (var times = 0; times < 2; times++)
        {
            Assert.Equal("completed", (await Both.GetJsonAsync($"/runs/{id}")).GetProperty("status").GetString());
            Assert.Equal(id, Only(await Both.GetJsonAsync("/runs"), "rows", "id"));
            Assert.Equal(id, Only(await Both.GetJsonAsync("/traces"), "rows", "traceId"));
            Assert.Equal(2, (await Both.GetJsonAsync($"/traces/{id}")).GetProperty("spans").GetArrayLength());
        }

        (await Both.SendAsync(HttpMethod.Delete, $"/runs/{id}")).ExpectEmpty(HttpStatusCode.NoContent);
        for (var times = 0; times < 2; times++)
        {
            (await Both.GetAsync($"/runs/{id}")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
            (await Both.GetAsync($"/traces/{id}/stream")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        }
    }

    [Fact]
    public async Task Run_ThatOneExecutes_IsCancelledThroughTheOtherAndSeenToEndByBoth()
    {
        for (var number = 1; number <= 2; number++)
        {
            Model.Enqueue(new FakeAnswer.Held(Task.Delay(Timeout.Infinite, Token), new FakeAnswer.Text("Late.")));
            var id = await Both.StartAsync(SlowAgent.RemoteId, "Go");
            await Model.ReceivedAsync(1);
            await using var first = await EventReading.OpenAsync(Both.Http, $"/runs/{id}/stream");
            await using var second = await EventReading.OpenAsync(Both.Http, $"/runs/{id}/stream");

            // An odd number of requests lies between creation and cancel in one round, an even one in the other.
            for (var between = 0; between < number; between++)
            {
                await Both.GetAsync("/health");
            }

            (await Both.PostAsync($"/runs/{id}/cancel?mode=abort", new { })).Expect(HttpStatusCode.OK);

            Assert.Equal("run-cancelled", (await first.ReadAsync())[^1].Name);
            Assert.Equal("run-cancelled", (await second.ReadAsync())[^1].Name);
        }
    }

    [Fact]
    public async Task Conversation_GoesOnWhoeverGetsTheNextTurn()
    {
        await Both.ImportAsync(Sessions.ChatAgent.Manifest);
        Model.Otherwise = request => new FakeAnswer.Text($"re {Sessions.ChatAgent.Told(request)[^1]}");
        for (var turn = 1; turn <= 4; turn++)
        {
            (await Both.PostAsync("/run", new { agentId = Sessions.ChatAgent.Id, input = $"{turn}", sessionId = "chat" }))
                .Expect(HttpStatusCode.OK);
        }

        var session = await Both.GetJsonAsync("/sessions/chat");
        Assert.Equal(8, session.GetProperty("messages").GetArrayLength());
        Assert.Equal("chat", Only(await Both.GetJsonAsync("/sessions"), "sessions", "sessionId"));
        (await Both.SendAsync(HttpMethod.Delete, "/sessions/chat")).ExpectEmpty(HttpStatusCode.NoContent);
        (await Both.GetAsync("/sessions/chat")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await Both.GetAsync("/sessions/chat")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task AgentsKeysAndSecrets_AreTheSameForBoth()
    {
        var made = (await Both.PostAsync("/api-keys", new { name = "second" })).Expect(HttpStatusCode.Created);
        using var asSecond = new AgntzClient(_proxy!.Address, made.GetProperty("key").GetString()!);
        (await Both.SendAsync(HttpMethod.Put, "/secrets/KEY", JsonContent.Create(new { value = "s3cret-value" })))
            .ExpectEmpty(HttpStatusCode.NoContent);

        for (var times = 0; times < 2; times++)
        {
            Assert.Equal(HttpStatusCode.OK, (await asSecond.GetAsync($"/agents/{SlowAgent.RemoteId}")).Status);
            Assert.Contains("KEY", (await Both.GetAsync("/secrets")).Body, StringComparison.Ordinal);
        }

        (await Both.SendAsync(HttpMethod.Delete, $"/agents/{SlowAgent.RemoteId}")).Expect(HttpStatusCode.OK);
        for (var times = 0; times < 2; times++)
        {
            (await Both.RunAsync(SlowAgent.RemoteId, "Go")).ExpectProblem(HttpStatusCode.NotFound, "AGENT_NOT_FOUND");
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string? Only(JsonElement page, string rows, string name) =>
        Assert.Single(page.GetProperty(rows).EnumerateArray()).GetProperty(name).GetString();

    private async Task<IReadOnlyList<StreamedEvent>> ReadAsync(string path)
    {
        await using var stream = await EventReading.OpenAsync(Both.Http, path);
        return await stream.ReadAsync();
    }
}
