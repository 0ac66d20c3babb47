using System.Net;
using Agntz.Testing.Http;
using Agntz.Testing.Postgres;
using Agntz.Testing.Stores;
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
}
