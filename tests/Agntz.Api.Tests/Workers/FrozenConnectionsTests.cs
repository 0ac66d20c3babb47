using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Network;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Api.Tests.Workers;

/// <summary>
/// All connections of a process die without a word, as when a router forgets them or an address moves. New ones can be
/// made, so nothing is wrong with the process.
/// </summary>
public sealed class FrozenConnectionsTests
{
    private const int Runs = 6;

    private const string Agent =
        """
        id: two-calls
        kind: sequential
        steps:
          - agent: {id: first, kind: llm, model: {provider: openai, name: fake}, instruction: one}
          - agent: {id: second, kind: llm, model: {provider: openai, name: fake}, instruction: two}

        """;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(9);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Freeze_OfAllConnections_TakesNoRunAwayAndRepeatsNoCall()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var proxy = new FreezingProxy(location.EndPoint);
        await using var model = await FakeOpenAi.StartAsync();
        var release = new TaskCompletionSource();
        Enumerable.Range(0, Runs).ToList().ForEach(_ =>
            model.Enqueue(new FakeAnswer.Held(release.Task, new FakeAnswer.Text("Done."))));
        (string, string)[] settings = [.. model.Settings, ("Worker:LeaseDuration", $"{Lease}")];
        await using var freezing = AgntzApplication.Start(location.Through(proxy.Port), settings);
        await freezing.Api.ImportAsync(Agent);
        var runs = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => freezing.Api.StartAsync("two-calls", "go")));
        await model.ReceivedAsync(Runs);
        await using var other = AgntzApplication.Start(location, settings);

        // The other one may reap only after it has renewed for a lease; the frozen one is to live through another.
        await Task.Delay(Lease, Token);
        Assert.NotEqual(0, proxy.FreezeExisting());
        await Task.Delay(Lease * 1.5, Token);

        Assert.Equal(0, await CountAsync(location, "SELECT count(*) FROM active_runs WHERE losses > 0 OR epoch <> 1"));
        Assert.Equal(0, await CountAsync(location, "SELECT count(*) FROM workers WHERE dead"));
        release.SetResult();
        foreach (var run in runs)
        {
            Assert.Equal("completed", (await other.WaitForEndAsync(run)).GetProperty("status").GetString());
        }

        Assert.Equal(2 * Runs, model.Requests.Count);
        Assert.Equal(HttpStatusCode.OK, (await freezing.Api.GetAsync("/health/ready")).Status);
    }

    private static async Task<long> CountAsync(StoreLocation location, string text)
    {
        await using var source = NpgsqlDataSource.Create(location.ConnectionString!);
        await using var command = source.CreateCommand(text);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
