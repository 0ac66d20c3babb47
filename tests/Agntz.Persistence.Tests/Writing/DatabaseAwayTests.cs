using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Postgres;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Writing;

/// <summary>The database goes away while work goes on, until the buffer is full, and comes back.</summary>
public sealed class DatabaseAwayTests
{
    private const int BufferBytes = 64 * 1024;
    private const int EventBytes = 4 * 1024;
    private const int Writes = 64;

    private static readonly TimeSpan Away = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_DatabaseAwayFor30SecondsWithTheBufferFull_LosesNothingAndKeepsTheOrder()
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        await using var store = await TestStore.StartAsync(
            StoreLocation.Of(server.ConnectionString), null, ("Storage:BufferBytes", $"{BufferBytes}"));
        var owner = await store.NewOwnerAsync();
        var hold = await store.BeginAsync(owner);

        await server.StopAsync();
        var stopped = TimeProvider.System.GetTimestamp();
        var writes = Enumerable.Range(0, Writes)
            .Select(_ => store.WriteAsync(hold, new RunChange.SpanStarted(Large(store, hold), IsEffect: false)))
            .ToList();
        var creation = await store.Get<IRunWriter>().CreateAsync(store.NewRun(owner), ShortPatience);
        await Task.Delay(Away - TimeProvider.System.GetElapsedTime(stopped), Token);
        var finishedMeanwhile = writes.Count(write => write.IsCompleted);
        await server.StartAsync();
        var outcomes = await Task.WhenAll(writes).WaitAsync(RunSteps.Patience, Token);

        var end = await store.CompleteAsync(hold);
        var trace = await store.Get<ITraceReader>().FindAsync(owner, hold.Id, null, Token);
        Assert.Equal(0, finishedMeanwhile);
        Assert.Null(Assert.IsType<RunCreation.TimedOut>(creation).Later);
        Assert.All(outcomes.Append(end), outcome => Assert.Equal(CommitOutcome.Committed, outcome));
        Assert.Equal(
            Enumerable.Range(0, Writes).Select(number => $"span {number}"),
            trace!.Spans.Skip(1).Select(span => span.Name));
        Assert.Single((await store.Get<IRunReader>().ListAsync(owner, new RunQuery { Limit = 10 }, Token)).Rows);
    }

    private int _number;

    private SpanStart Large(TestStore store, RunHold hold) => store.NewSpan(hold) with
    {
        Name = $"span {_number++}",
        Attributes = $$"""{"text":"{{new string('x', EventBytes)}}"}""",
    };
}
