using Agntz.Domain.Owners;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Workers;

/// <summary>One owner has queued ten thousand runs, and another one comes with a single run.</summary>
public sealed class FairnessTests(ITestOutputHelper output)
{
    private const int Queued = 10_000;
    private const int Slots = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Slots, true)]
    [InlineData(Slots / 2, false)]
    public async Task Queue_OfTenThousandRuns_AnotherOwnersRunIsTheNextToStart(int share, bool waitsForASlot)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var model = await FakeOpenAi.StartAsync();
        var first = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        model.Enqueue(new FakeAnswer.Held(first.Task, new FakeAnswer.Text("Done.")));
        model.Otherwise = _ => new FakeAnswer.Held(never.Task, new FakeAnswer.Text("Done."));
        await using var service = AgntzApplication.Start(location,
        [
            .. model.Settings,
            ("Worker:MaxConcurrentRuns", $"{Slots}"),
            ("Worker:MaxConcurrentRunsPerOwner", $"{share}"),
            ("Worker:DrainTimeout", "00:00:00"),
        ]);
        await service.Api.ImportAsync(Agent("many"));
        await QueueAsync(service, location);
        await model.ReceivedAsync(share);
        using var other = await service.JoinAsync("other");
        await other.ImportAsync(Agent("single"));

        var begun = TimeProvider.System.GetTimestamp();
        await other.StartAsync("single", "go");
        if (waitsForASlot)
        {
            first.SetResult();
        }

        await model.ReceivedAsync(1);
        output.WriteLine($"Started after {TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds:F0} ms.");
        Assert.Equal("single", model.Requests[share].Body.GetProperty("messages")[0].GetProperty("content").GetString());
        never.SetResult();
    }

    private static string Agent(string id) =>
        $"{{id: {id}, kind: llm, model: {{provider: openai, name: fake}}, instruction: {id}}}\n";

    // All but the first are queued by a process that executes nothing, as fast as that goes.
    private static async Task QueueAsync(AgntzApplication service, StoreLocation location)
    {
        var id = await service.Api.StartAsync("many", "go");
        var version = (await service.Api.GetJsonAsync($"/runs/{id}")).GetProperty("agentVersion").GetDateTimeOffset();
        var owner = await service.Get<IOwnerStore>().EnsureAsync(Owner.ApiKeyIssuer, "local", Token);
        await using var store = await TestStore.StartAsync(location);
        await Task.WhenAll(Enumerable.Range(1, Queued).Select(
            _ => store.CreateAsync(store.NewRun(owner, "many") with { AgentVersion = version })));
    }
}
