using Agntz.Domain.Workers;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class WorkerLeasesConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IWorkerLeases Leases => Store.Get<IWorkerLeases>();

    [Fact]
    public async Task Renew_LivingWorker_Succeeds()
    {
        var worker = await Store.NewWorkerAsync();

        Assert.True(await Leases.RenewAsync(worker, TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task Renew_LongAfterTheLeaseRanOut_SucceedsUntilSomebodyDeclaredItDead()
    {
        var worker = Guid.NewGuid();
        await Leases.RegisterAsync(worker, TimeSpan.FromMilliseconds(-1), Token);

        Assert.True(await Leases.RenewAsync(worker, TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task Renew_UnknownWorker_Fails()
    {
        Assert.False(await Leases.RenewAsync(Guid.NewGuid(), TimeSpan.FromSeconds(30), Token));
    }
}
