using System.Net;
using Agntz.Api.Health;
using Agntz.Api.Workers;
using Agntz.Domain.Health;
using Agntz.Domain.Workers;
using Agntz.Testing.Http;
using Agntz.Testing.Postgres;
using Agntz.Testing.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Api.Tests.Health;

/// <summary>What a load balancer is told.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task Ready_NeedsNoKeyAndSaysWhatItLookedAt()
    {
        await using var service = await AgntzApplication.StartAsync();
        using var nobody = new AgntzClient(service.Address, null);

        var found = (await nobody.GetAsync("/health/ready")).Expect(HttpStatusCode.OK);

        Assert.Equal("""{"status":"ready","database":"ready","worker":"ready"}""", found.GetRawText());
    }

    [Fact]
    public async Task Ready_ProcessThatExecutesNothing_IsReady()
    {
        await using var service = await AgntzApplication.StartAsync(settings: ("Worker:Enabled", "false"));

        var found = (await service.Api.GetAsync("/health/ready")).Expect(HttpStatusCode.OK);

        Assert.Equal("off", found.GetProperty("worker").GetString());
    }

    [Theory]
    [InlineData(9.9, "ready", "ready")]
    [InlineData(10, "unready", "stalled")]
    public async Task Ready_NothingIsCommittedForTenSeconds_IsNot(double seconds, string status, string database)
    {
        await using var service = await AgntzApplication.StartAsync();
        var readiness = new Readiness(
            service.Get<IStoreProbe>(), new StalledCommits(TimeSpan.FromSeconds(seconds)), service.Get<WorkerLease>(),
            service.Get<IOptions<WorkerOptions>>(), service.Get<IHostApplicationLifetime>());

        var found = await readiness.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal((status, database), (found.Status, found.Database));
    }

    [Fact]
    public async Task Ready_DatabaseAway_IsNotAndTheProcessStillAnswers()
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var service = AgntzApplication.Start(StoreLocation.Of(server.ConnectionString), clock);
        await server.StopAsync();
        clock.Advance(TimeSpan.FromSeconds(26));

        using var nobody = new AgntzClient(service.Address, null);
        var found = (await nobody.GetAsync("/health/ready")).Expect(HttpStatusCode.ServiceUnavailable);

        Assert.Equal("""{"status":"unready","database":"unreachable","worker":"no lease"}""", found.GetRawText());
        (await nobody.GetAsync("/health")).Expect(HttpStatusCode.OK);
    }

    private sealed class StalledCommits(TimeSpan time) : ICommitProgress
    {
        public event Action<CommitBreak>? Broken
        {
            add { }
            remove { }
        }

        public TimeSpan StalledFor => time;
    }
}
