using System.Net;
using Agntz.Api.Tests.Streams;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.PgBouncer;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Workers;

/// <summary>
/// Replicas reach their database through PgBouncer in transaction mode, as Debian has it: it keeps no settings, no
/// prepared statements, no locks and no listeners of a session.
/// </summary>
public sealed class PgBouncerTests : TakeoverTest
{
    [Theory]
    [InlineData]
    [InlineData("ignore_startup_parameters = options")]
    public async Task Replicas_ThroughThePooler_MigrateRunFollowAndTakeOver(params string[] settings)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres, empty: true);
        await using var pooler = await PgBouncerPooler.StartAsync(location.ConnectionString!, settings);
        var pooled = location.Through(pooler.Port);
        await using var first = Start(pooled, ("Worker__LeaseDuration", "00:00:03"));
        using var api = await ImportAsync(first);
        await api.ImportAsync(SlowAgent.Manifest);
        await using var second = Join(pooled, ("Worker:LeaseDuration", "00:00:03"));
        Assert.Contains("through a pooler that keeps no sessions", first.Output, StringComparison.Ordinal);

        var slow = await api.StartAsync(SlowAgent.Id, "go");
        await using (var stream = await EventReading.OpenAsync(second.Api.Http, $"/runs/{slow}/stream"))
        {
            Assert.Equal("run-complete", (await stream.ReadAsync())[^1].Name);
        }

        // Each of them several times over the same few connections, so that statements of one would meet those of another.
        var others = Enumerable.Range(0, 10).Select(number => number % 2 == 0 ? api : second.Api)
            .Select(client => client.RunAsync(SlowAgent.Id, "go"));
        Assert.All(await Task.WhenAll(others), reply => reply.Expect(HttpStatusCode.OK));

        var run = await StartAndReachTheSecondCallAsync(api);
        var ended = second.WaitForEndAsync(run.ToString());
        await first.KillAsync();
        await ended.WaitAsync(Patience, Token);
        var record = await second.Api.GetJsonAsync($"/runs/{run}");
        Assert.Equal("completed", record.GetProperty("status").GetString());
        Assert.Equal("Second.", record.GetProperty("result").GetProperty("output").GetString());

        // A lock that stayed with the pooler's connection would let nobody start any more.
        await using var third = Join(location);
        Assert.Equal(HttpStatusCode.OK, (await third.Api.GetAsync("/health/ready")).Status);
    }
}
