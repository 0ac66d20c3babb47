using Agntz.Domain.Runs;
using Agntz.Domain.Workers;
using Agntz.Persistence.Model.Workers;
using Agntz.Testing.Stores;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class CommitProgressConformance(StorageProvider provider) : StoreConformance(provider)
{
    [Fact]
    public async Task Write_DatabaseLostFlushesThatItHadAcknowledged_DropsTheRunsAndBeginsAnew()
    {
        var (active, other) = (await Store.BeginAsync(Owner), await Store.BeginAsync(Owner));
        var broken = new TaskCompletionSource<CommitBreak>();
        Store.Get<ICommitProgress>().Broken += broken.SetResult;
        await Store.Get<IContexts>().WriteAsync(
            context => context.Set<WorkerFlushRow>()
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.N, row => row.N - 1), Token),
            Token);

        var writes = await Task.WhenAll(StartSpanAsync(active), StartSpanAsync(other));

        Assert.Equal(CommitBreak.DatabaseWentBack, await broken.Task.WaitAsync(RunSteps.Patience, Token));
        Assert.All(writes, outcome => Assert.Equal(CommitOutcome.Dropped, outcome));
        Assert.All([active, other], hold => Assert.True(hold.IsDropped));
        var next = await Store.BeginAsync(Owner);
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(next));
        Assert.Equal(RunStatus.Running, (await Store.Get<IRunReader>().FindAsync(Owner, active.Id, Token))!.Status);

        Task<CommitOutcome> StartSpanAsync(RunHold hold) =>
            Store.WriteAsync(hold, new RunChange.SpanStarted(Store.NewSpan(hold), IsEffect: true));
    }

    [Fact]
    public async Task StalledFor_NothingWaits_IsZero()
    {
        await Store.BeginAsync(Owner);

        Assert.Equal(TimeSpan.Zero, Store.Get<ICommitProgress>().StalledFor);
    }
}
