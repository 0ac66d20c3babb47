using Agntz.Domain.Runs;
using Agntz.Domain.Workers;
using Agntz.Persistence.Locking;
using Agntz.Persistence.Model.Workers;
using Agntz.Persistence.Writing;
using Agntz.Testing.Stores;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class WorkerLeasesConformance(StorageProvider provider) : StoreConformance(provider)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Silence = TimeSpan.FromHours(20);
    private static readonly TimeSpan OneDayOld = TimeSpan.FromDays(1);

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

    [Fact]
    public async Task Expire_SilentWorkerWhileOthersRenewed_IsDead()
    {
        await NewWorkerAsync(Lease);
        await SetClockAsync(lastRenewal: Lease / 3, unbrokenSince: 2 * Lease);

        Assert.Equal(1, await Leases.ExpireAsync(asking: null, Lease, Token));
    }

    [Fact]
    public async Task Expire_NobodyCouldRenewUntilNow_WaitsUntilTheyHaveForALease()
    {
        var silent = await NewWorkerAsync(Lease);
        var asking = await Store.NewWorkerAsync();
        await SetClockAsync(lastRenewal: 2 * Lease, unbrokenSince: OneDayOld);

        Assert.Equal(0, await Leases.ExpireAsync(asking, Lease, Token));
        await Leases.RenewAsync(asking, Lease, Token);
        Assert.Equal(0, await Leases.ExpireAsync(asking, Lease, Token));
        Assert.True(await Leases.RenewAsync(silent, Lease, Token));
    }

    [Fact]
    public async Task Expire_AfterTheClockWasSetBack_CountsAnewAndFindsThoseThatWereSilentSince()
    {
        var (silent, asking) = (await NewWorkerAsync(-OneDayOld), await NewWorkerAsync(-OneDayOld));
        await SetClockAsync(lastRenewal: -OneDayOld, unbrokenSince: -OneDayOld / 2);

        Assert.True(await Leases.RenewAsync(asking, Lease, Token));
        Assert.Equal(0, await Leases.ExpireAsync(asking, Lease, Token));
        await LetPassAsync(Lease * 1.1);
        Assert.True(await Leases.RenewAsync(asking, Lease, Token));

        Assert.Equal(1, await Leases.ExpireAsync(asking, Lease, Token));
        Assert.False(await Leases.RenewAsync(silent, Lease, Token));
    }

    [Fact]
    public async Task Renew_WhileTheClockGoesOn_LeavesLongerLeasesOfOthersAlone()
    {
        var patient = await NewWorkerAsync(-OneDayOld);

        await Leases.RenewAsync(await Store.NewWorkerAsync(), Lease, Token);

        await using var context = Store.Get<IContexts>().CreateReading();
        var lease = await context.Workers.Where(row => row.Id == patient).Select(row => row.LeaseUntil).SingleAsync(Token);
        Assert.True(lease > DateTimeOffset.UtcNow + (OneDayOld / 2));
    }

    [Fact]
    public async Task Forget_LetsGoOfDeadWorkersWithoutRunsThatAreLongSilent_AndOnlySoManyAtOnce()
    {
        var alive = await NewWorkerAsync(OneDayOld);
        var justDied = await NewWorkerAsync(TimeSpan.FromMinutes(1), isDead: true);
        var withRun = await NewWorkerAsync(TimeSpan.FromMinutes(1));
        await Store.BeginAsync(Owner, withRun);
        await SilenceAsync(withRun, OneDayOld);
        await Store.Get<IWorkerDeaths>().DeclareAsync(withRun, Token);
        for (var number = 0; number < 3; number++)
        {
            await NewWorkerAsync(OneDayOld, isDead: true);
        }

        Assert.Equal(2, await Leases.ForgetAsync(Silence, 2, Token));
        Assert.Equal(1, await Leases.ForgetAsync(Silence, 2, Token));
        Assert.Equal(0, await Leases.ForgetAsync(Silence, 2, Token));

        await using var context = Store.Get<IContexts>().CreateReading();
        var left = await context.Workers.Select(worker => worker.Id).ToListAsync(Token);
        Assert.Equal(new[] { alive, justDied, withRun }.Order(), left.Order());
    }

    [Fact]
    public async Task Forget_ProcessThatWasSilentTooLong_BeginsAnewWhenItIsBack()
    {
        var hold = await Store.BeginAsync(Owner);
        await SilenceProcessAsync();

        Assert.Equal(1, await Leases.ForgetAsync(Silence, 10, Token));

        Assert.Equal(
            CommitOutcome.Dropped, await Store.WriteAsync(hold, new RunChange.SpanStarted(Store.NewSpan(hold), true)));
        var next = await Store.BeginAsync(Owner);
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(next));
        Assert.Equal(
            RunStatus.Completed, (await Store.Get<IRunReader>().FindAsync(Owner, next.Id, Token))!.Status);
    }

    [Fact]
    public async Task Forget_ProcessThatHasNothingToWrite_ShowsItselfAndIsKept()
    {
        await Store.BeginAsync(Owner);
        await SilenceProcessAsync();
        var shown = Store.Logs.NextAsync("Nothing was written for");

        // The writer may not wait yet: its hour begins when it does.
        while (!shown.IsCompleted)
        {
            Clock.Advance(GroupCommitWriter.SignOfLife);
            await Task.WhenAny(shown, Task.Delay(TimeSpan.FromMilliseconds(20), Token));
        }

        Assert.Equal(0, await Leases.ForgetAsync(Silence, 10, Token));
    }

    private Task<int> SetClockAsync(TimeSpan lastRenewal, TimeSpan unbrokenSince)
    {
        var now = DateTimeOffset.UtcNow;
        return Store.Get<IContexts>().WriteAsync(
            context => context.Set<LeaseClockRow>().ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LastRenewal, now - lastRenewal)
                    .SetProperty(row => row.UnbrokenSince, now - unbrokenSince),
                Token),
            Token);
    }

    // As if so long ago everything had happened that has, and renewals had come all the while.
    private async Task LetPassAsync(TimeSpan time)
    {
        await using var context = Store.Get<IContexts>().CreateReading();
        foreach (var worker in await context.Workers.ToListAsync(Token))
        {
            await context.Workers.Where(row => row.Id == worker.Id).ExecuteUpdateAsync(
                it => it.SetProperty(row => row.LeaseUntil, worker.LeaseUntil - time), Token);
        }

        var clock = await context.Set<LeaseClockRow>().SingleAsync(Token);
        await SetClockAsync(lastRenewal: Lease / 3, unbrokenSince: DateTimeOffset.UtcNow - clock.UnbrokenSince + time);
    }

    private async Task<Guid> NewWorkerAsync(TimeSpan silence, bool isDead = false)
    {
        var worker = await Store.NewWorkerAsync();
        await SilenceAsync(worker, silence);
        if (isDead)
        {
            await Store.Get<IWorkerDeaths>().DeclareAsync(worker, Token);
        }

        return worker;
    }

    private Task<int> SilenceAsync(Guid worker, TimeSpan silence)
    {
        var since = DateTimeOffset.UtcNow - silence;
        return Store.Get<IContexts>().WriteAsync(
            context => context.Workers.Where(row => row.Id == worker)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, since), Token),
            Token);
    }

    private Task<int> SilenceProcessAsync()
    {
        var since = DateTimeOffset.UtcNow - OneDayOld;
        return Store.Get<IContexts>().WriteAsync(
            context => context.Set<WorkerFlushRow>()
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, since), Token),
            Token);
    }
}
