using System.Net;
using System.Text.Json;
using Agntz.Domain.Runs;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Workers;

/// <summary>A worker is lost, or stops, while a call of its run is in flight; another process goes on.</summary>
public sealed class TakeoverTests : TakeoverTest
{
    [Fact]
    public async Task Kill_CallInFlight_AnotherProcessGoesOnWhereItStood()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var first = Start(location, ("Worker__LeaseDuration", "00:00:02"));
        using var api = await ImportAsync(first);
        var run = await StartAndReachTheSecondCallAsync(api);
        await using var second = Join(location, ("Worker:LeaseDuration", "00:00:02"));
        var ended = second.WaitForEndAsync(run.ToString());

        await first.KillAsync();
        await ended.WaitAsync(Patience, Token);

        await AssertResumedAsync(second.Api, run);
    }

    [Fact]
    public async Task Pause_LongerThanTheLease_WhoComesBackWritesNothingAndGoesOnAsAnother()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var first = Start(location, ("Worker__LeaseDuration", "00:00:02"));
        using var api = await ImportAsync(first);
        var run = await StartAndReachTheSecondCallAsync(api);
        await using var second = Join(location, ("Worker:LeaseDuration", "00:00:02"));
        var ended = second.WaitForEndAsync(run.ToString());

        await first.PauseAsync();
        await ended.WaitAsync(Patience, Token);
        var before = (await second.Api.GetAsync($"/traces/{run}")).Body;
        ReleaseTheCall();
        await first.ContinueAsync();
        await first.WaitForLineAsync("was declared dead; going on as a new one");

        Assert.Equal("Hello there.", (await api.RunAsync("two-calls", "go")).Expect(HttpStatusCode.OK)
            .GetProperty("output").GetString());
        Assert.Equal(before, (await second.Api.GetAsync($"/traces/{run}")).Body);
    }

    [Fact]
    public async Task Terminate_CallInFlight_AnotherProcessGoesOnThoughTheLeaseIsLong()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var first = Start(location, ("Worker__DrainTimeout", "00:00:00.2"));
        using var api = await ImportAsync(first);
        var run = await StartAndReachTheSecondCallAsync(api);
        await using var second = Join(location);
        var ended = second.WaitForEndAsync(run.ToString());

        Assert.Equal(0, await first.StopAsync());
        await ended.WaitAsync(Patience, Token);

        await AssertResumedAsync(second.Api, run);
    }

    [Fact]
    public async Task Kill_OnSqlite_TheNextProcessGoesOnAtOnce()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        await using var first = Start(location);
        using var api = await ImportAsync(first);
        var run = await StartAndReachTheSecondCallAsync(api);

        await first.KillAsync();
        await using var second = Join(location);
        await second.WaitForEndAsync(run.ToString());

        await AssertResumedAsync(second.Api, run);
    }

    private async Task AssertResumedAsync(AgntzClient api, RunId run)
    {
        var record = await api.GetJsonAsync($"/runs/{run}");
        Assert.Equal("completed", record.GetProperty("status").GetString());
        Assert.Equal("Second.", record.GetProperty("result").GetProperty("output").GetString());
        Assert.Equal(24, record.GetProperty("result").GetProperty("usage").GetProperty("totalTokens").GetInt64());
        Assert.Equal(3, Model.Requests.Count);

        var trace = await api.GetJsonAsync($"/traces/{run}");
        Assert.Equal(
            [
                "agent.invoke two-calls ok", "agent.invoke first ok", "model.call fake ok", "agent.invoke second ok",
                "model.call fake error", "model.call fake ok",
            ],
            SpanTree.Lines(trace));
        var spans = trace.GetProperty("spans").EnumerateArray().ToList();
        Assert.Equal("interrupted", spans[4].GetProperty("error").GetString());
        Assert.Equal([true, false, false, true, false, false], spans.Select(WasResumed));
        Assert.Equal(24, trace.GetProperty("summary").GetProperty("totalTokens").GetInt64());
    }

    private static bool WasResumed(JsonElement span) => span.GetProperty("events").EnumerateArray()
        .Any(happened => happened.GetProperty("name").GetString() is "agntz.resumed");
}
