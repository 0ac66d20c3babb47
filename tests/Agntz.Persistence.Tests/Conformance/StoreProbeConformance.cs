using Agntz.Domain.Health;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class StoreProbeConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IStoreProbe Probe => Store.Get<IStoreProbe>();

    [Fact]
    public async Task Look_DatabaseOfThisVersion_IsReady() =>
        Assert.Equal(StoreState.Ready, await Probe.LookAsync(Token));

    [Fact]
    public async Task Look_DatabaseThatLacksAMigration_IsBehind()
    {
        await Store.Get<IContexts>().WriteAsync(
            context => context.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\"", Token), Token);

        Assert.Equal(StoreState.Behind, await Probe.LookAsync(Token));
    }

    [Fact]
    public async Task Look_NoTimeLeft_IsUnreachable() =>
        Assert.Equal(StoreState.Unreachable, await Probe.LookAsync(new CancellationToken(canceled: true)));
}
