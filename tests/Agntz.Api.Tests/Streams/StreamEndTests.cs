using System.Net;
using Agntz.Api.Tests.Workers;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Streams;

/// <summary>A stream read to its end has one terminal frame, whoever ended the run.</summary>
public sealed class StreamEndTests : TakeoverTest
{
    private const string Nobody = "Worker:Enabled";
    private const string Lease = "00:00:02";

    [Fact]
    public async Task Stream_WaitingRunIsCancelledByAnotherProcess_EndsOnce()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var here = Join(location, (Nobody, "false"));
        await using var there = Join(location, (Nobody, "false"));
        await here.Api.ImportAsync(SlowAgent.Remote);
        var id = await here.Api.StartAsync(SlowAgent.RemoteId, "Go");
        await using var logs = await Subscriber.JoinAsync(here.Api, id);

        await CancelAsync(there, id);

        await AssertEndsOnceAsync(logs, "run-cancelled");
    }

    [Fact]
    public async Task Stream_RunningRunIsCancelledByAnotherProcess_EndsOnce()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var here = Join(location);
        await using var there = Join(location, (Nobody, "false"));
        await here.Api.ImportAsync(SlowAgent.Endless);
        var id = await here.Api.StartAsync("endless", "Go");
        await using var logs = await Subscriber.JoinAsync(here.Api, id);
        await using var elsewhere = await Subscriber.JoinAsync(there.Api, id);

        await CancelAsync(there, id);

        await AssertEndsOnceAsync(logs, "run-cancelled");
        await AssertEndsOnceAsync(elsewhere, "run-cancelled");
    }

    [Fact]
    public async Task Stream_RunIsEndedByTheReaperAfterItsWorkerDied_EndsOnce()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var dying = Start(location, ("Worker__LeaseDuration", Lease));
        using var api = await ImportAsync(dying);
        var run = await StartAndReachTheSecondCallAsync(api);
        await using var other = Join(location, ("Worker:LeaseDuration", Lease));
        await using var logs = await Subscriber.JoinAsync(other.Api, run.ToString());

        await dying.KillAsync();
        await CancelAsync(other, run.ToString());

        await AssertEndsOnceAsync(logs, "run-cancelled");
        Assert.Equal(2, Model.Requests.Count);
    }

    [Fact]
    public async Task Stream_ServiceIsKilledAndStartedAgain_IsResumedAndEndsOnce()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        await using var first = Start(location);
        using var api = await ImportAsync(first);
        var run = await StartAndReachTheSecondCallAsync(api);
        await using var broken = await Subscriber.JoinAsync(api, run.ToString());
        Assert.Equal((1, 1), await broken.NextAsync());

        await first.KillAsync();
        await using var again = Join(location);
        await using var logs = await Subscriber.JoinAsync(again.Api, run.ToString(), after: 1);

        await AssertEndsOnceAsync(logs, "run-complete");
    }

    private static async Task CancelAsync(AgntzApplication service, string id) =>
        (await service.Api.PostAsync($"/runs/{id}/cancel?mode=abort", "{}")).Expect(HttpStatusCode.OK);

    private static async Task AssertEndsOnceAsync(Subscriber logs, string last)
    {
        await logs.ReadToEndAsync();
        logs.AssertWhole(last);
    }
}
