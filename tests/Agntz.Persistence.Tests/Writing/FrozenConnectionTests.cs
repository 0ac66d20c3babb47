using Agntz.Domain.Runs;
using Agntz.Domain.Workers;
using Agntz.Persistence.Engines.Postgres;
using Agntz.Testing.Network;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Writing;

/// <summary>Connections die without a word, several in each pool. Whoever tries again finds a fresh one.</summary>
public sealed class FrozenConnectionTests
{
    private const int Connections = 6;

    // Two seconds for the first try, and as many for what the machine needs; a try on each dead one would take twelve.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Freeze_OfEveryPool_CostsEachOneTry()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var proxy = new FreezingProxy(location.EndPoint);
        await using var store = await TestStore.StartAsync(
            location.Through(proxy.Port), clock: null, ("Worker:LeaseDuration", $"{Lease}"));
        var owner = await store.NewOwnerAsync();
        var worker = await store.NewWorkerAsync();
        var hold = await store.BeginAsync(owner, worker);
        var sources = store.Get<PostgresSources>();
        await FillAsync(sources.Reading);
        await FillAsync(sources.Writing);
        Assert.True(proxy.FreezeExisting() > 2 * Connections);

        var renewed = store.Get<IWorkerLeases>().RenewAsync(worker, Lease, Token);
        var committed = store.WriteAsync(hold, new RunChange.SpanStarted(store.NewSpan(hold), IsEffect: true));
        var found = store.Get<IRunReader>().FindAsync(owner, hold.Id, Token);

        Assert.True(await renewed.WaitAsync(Limit, Token));
        Assert.Equal(CommitOutcome.Committed, await committed.WaitAsync(Limit, Token));
        Assert.NotNull(await found.WaitAsync(Limit, Token));
    }

    private static async Task FillAsync(PostgresSource source)
    {
        var opened = await Task.WhenAll(
            Enumerable.Range(0, Connections).Select(_ => source.OpenConnectionAsync(Token)));
        foreach (var connection in opened)
        {
            await connection.DisposeAsync();
        }
    }
}
