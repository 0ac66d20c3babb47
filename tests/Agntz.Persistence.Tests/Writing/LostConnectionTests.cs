using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Network;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Writing;

/// <summary>
/// The connection is cut while a batch commits: whether the database has it or not, it is neither repeated nor lost.
/// </summary>
public sealed class LostConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("COMMIT", true)]
    [InlineData("COMMIT", false)]
    [InlineData("active_runs", true)]
    [InlineData("active_runs", false)]
    public async Task Write_ConnectionCutDuringTheFlush_CommitsEachRowOnce(string at, bool afterDelivery)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var cutter = new TcpCutter(location.EndPoint);
        await using var store = await TestStore.StartAsync(location.Through(cutter.Port));
        var owner = await store.NewOwnerAsync();
        var worker = await store.NewWorkerAsync();
        var holds = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.BeginAsync(owner, worker)));

        var cut = cutter.CutAt(at, afterDelivery);
        var outcomes = await Task.WhenAll(holds.Select(hold =>
            store.WriteAsync(hold, new RunChange.SpanStarted(store.NewSpan(hold), IsEffect: true))));
        await cut.WaitAsync(RunSteps.Patience, Token);

        var ends = await Task.WhenAll(holds.Select(store.CompleteAsync));
        Assert.All(outcomes.Concat(ends), outcome => Assert.Equal(CommitOutcome.Committed, outcome));
        foreach (var hold in holds)
        {
            var trace = await store.Get<ITraceReader>().FindAsync(owner, hold.Id, null, Token);
            Assert.Equal(2, trace!.Spans.Count);
            Assert.Equal(SpanStatus.Ok, trace.Summary.Status);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_ConnectionCutDuringTheCommit_GivesTheRunThatWasAskedFor(bool afterDelivery)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var cutter = new TcpCutter(location.EndPoint);
        await using var store = await TestStore.StartAsync(location.Through(cutter.Port));
        var owner = await store.NewOwnerAsync();
        var worker = await store.NewWorkerAsync();
        await store.BeginAsync(owner, worker);

        var cut = cutter.CutAt("COMMIT", afterDelivery);
        var hold = await store.BeginAsync(owner, worker);
        await cut.WaitAsync(RunSteps.Patience, Token);

        Assert.Equal(CommitOutcome.Committed, await store.CompleteAsync(hold));
        Assert.Equal(RunStatus.Completed, (await store.Get<IRunReader>().FindAsync(owner, hold.Id, Token))!.Status);
    }
}
