using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Writing;

/// <summary>Two processes whose batches touch the same runs in opposite order neither stop each other nor lose anything.</summary>
public sealed class OppositeOrderTests
{
    private const int Runs = 20;
    private const int Rounds = 25;

    [Fact]
    public async Task Write_SameRunsInOppositeOrderFromTwoProcesses_CommitsEverything()
    {
        await using var one = await TestStore.StartAsync(StorageProvider.Postgres);
        await using var other = await TestStore.StartAsync(one.Location);
        var owner = await one.NewOwnerAsync();
        var worker = await one.NewWorkerAsync();
        var holds = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => one.BeginAsync(owner, worker)));

        for (var round = 0; round < Rounds; round++)
        {
            var outcomes = await Task.WhenAll(
                holds.Select(hold => WriteAsync(one, hold))
                    .Concat(holds.Reverse().Select(hold => WriteAsync(other, hold))));
            Assert.All(outcomes, outcome => Assert.Equal(CommitOutcome.Committed, outcome));
        }

        foreach (var hold in holds)
        {
            var trace = await one.Get<ITraceReader>().FindAsync(owner, hold.Id, null, TestContext.Current.CancellationToken);
            Assert.Equal(1 + (2 * Rounds), trace!.Spans.Count);
        }
    }

    private static Task<CommitOutcome> WriteAsync(TestStore store, RunHold hold) =>
        store.WriteAsync(hold, new RunChange.SpanStarted(store.NewSpan(hold), IsEffect: false));
}
