using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Workers;
using Agntz.Persistence.Engines.Sqlite;
using Agntz.Persistence.Writing;
using Agntz.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Agntz.Persistence.Tests.Writing;

/// <summary>Flushes that fail in every way: the writer lives, and whoever is not at fault goes on.</summary>
public sealed class RefusedFlushTests : IAsyncLifetime
{
    private RefusingFlushEngine? _engine;
    private TestStore? _store;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TestStore Store => _store!;

    private RefusingFlushEngine Engine => _engine!;

    public async ValueTask InitializeAsync() => _store = await TestStore.StartAsync(
        StorageProvider.Memory,
        services => services.AddSingleton<IFlushEngine>(provider => _engine = new RefusingFlushEngine(
            ActivatorUtilities.CreateInstance<SqliteFlushEngine>(provider))));

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    public static TheoryData<Exception> Defects() =>
    [
        new InsufficientMemoryException("no memory"),
        new InvalidOperationException("a defect"),
        new KeyNotFoundException("a defect"),
        new TimeoutException("a defect"),
        new InvalidCastException("a bad value"),
    ];

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task Flush_ThrowsForOneOwner_EndsThatRunAndCommitsTheOthers(Exception defect)
    {
        var (guilty, innocent) = (await Store.NewOwnerAsync(), await Store.NewOwnerAsync());
        var (bad, good) = (await Store.BeginAsync(guilty), await Store.BeginAsync(innocent));
        Engine.Refuse = questions => Changes(questions, bad) ? defect : null;

        var refused = StartSpanAsync(bad);
        do
        {
            Assert.Equal(CommitOutcome.Committed, await StartSpanAsync(good));
        }
        while (!refused.IsCompleted);

        Assert.Equal(CommitOutcome.Dropped, await refused);
        Assert.True(bad.IsDropped);
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(good));
    }

    [Fact]
    public async Task Flush_RefusedForOneRun_CommitsTheOtherRunsOfItsOwner()
    {
        var owner = await Store.NewOwnerAsync();
        var worker = await Store.NewWorkerAsync();
        var holds = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => Store.BeginAsync(owner, worker)));
        Engine.Meaning = FlushFailure.Poison;
        Engine.Refuse = questions =>
            Changes(questions, holds[4]) ? new RefusingFlushEngine.TestFailure("a bad row") : null;

        var outcomes = await Task.WhenAll(holds.Select(StartSpanAsync));

        Assert.Equal(1, outcomes.Count(outcome => outcome is CommitOutcome.Dropped));
        Assert.Equal(CommitOutcome.Dropped, outcomes[4]);
    }

    [Fact]
    public async Task Flush_OwnerWhoseWritesAreAllRefused_SharesNoFlushWithOthersAnyMore()
    {
        const int Poisoned = 40;
        const int Writes = 30;
        var (hostile, innocent) = (await Store.NewOwnerAsync(), await Store.NewOwnerAsync());
        var worker = await Store.NewWorkerAsync();
        var bad = await Task.WhenAll(Enumerable.Range(0, Poisoned).Select(_ => Store.BeginAsync(hostile, worker)));
        var good = await Store.BeginAsync(innocent, worker);
        var shared = 0;
        Engine.Meaning = FlushFailure.Poison;
        Engine.Refuse = questions =>
        {
            var isBad = questions.Holds.Any(hold => bad.Contains(hold) && !hold.IsDropped);
            if (isBad && questions.Holds.Contains(good))
            {
                Interlocked.Increment(ref shared);
            }

            return isBad ? new RefusingFlushEngine.TestFailure("a bad row") : null;
        };

        var refused = bad.Select(StartSpanAsync).ToList();
        for (var number = 0; number < Writes; number++)
        {
            Assert.Equal(CommitOutcome.Committed, await StartSpanAsync(good));
        }

        Assert.All(await Task.WhenAll(refused), outcome => Assert.Equal(CommitOutcome.Dropped, outcome));

        // The first batch is taken apart before the owner is known.
        Assert.InRange(Volatile.Read(ref shared), 0, 1);
    }

    [Theory]
    [InlineData(FlushFailure.TooSlow)]
    [InlineData(FlushFailure.Locked)]
    public async Task Flush_FailsForOneOwnerForAWhile_HoldsUpNobodyElseAndGoesThroughInTheEnd(object kind)
    {
        var (slow, innocent) = (await Store.NewOwnerAsync(), await Store.NewOwnerAsync());
        var (waiting, good) = (await Store.BeginAsync(slow), await Store.BeginAsync(innocent));
        var isOver = false;
        Engine.Meaning = (FlushFailure)kind;
        Engine.Refuse = questions =>
            Changes(questions, waiting) && !Volatile.Read(ref isOver) ? new RefusingFlushEngine.TestFailure("wait") : null;

        var waits = StartSpanAsync(waiting);
        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(CommitOutcome.Committed, await StartSpanAsync(good));
        }

        Assert.False(waits.IsCompleted);
        Volatile.Write(ref isOver, true);
        Assert.Equal(CommitOutcome.Committed, await waits.WaitAsync(RunSteps.Patience, Token));
    }

    [Fact]
    public async Task Stop_CreationWhoseFlushHasBegun_IsAnsweredAsInDoubt()
    {
        var owner = await Store.NewOwnerAsync();
        var tried = new TaskCompletionSource();
        Engine.Meaning = FlushFailure.Unavailable;
        Engine.Refuse = _ =>
        {
            tried.TrySetResult();
            return new RefusingFlushEngine.TestFailure("away");
        };

        var creates = Store.Get<IRunWriter>().CreateAsync(Store.NewRun(owner), TimeSpan.FromMinutes(10));
        await tried.Task.WaitAsync(RunSteps.Patience, Token);
        await Store.StopAsync(new CancellationToken(canceled: true));

        var answer = Assert.IsType<RunCreation.TimedOut>(await creates.WaitAsync(RunSteps.Patience, Token));
        Assert.IsType<RunCreation.Rejected>(await answer.Later!);
    }

    [Theory]
    [InlineData(FlushFailure.TooSlow)]
    [InlineData(FlushFailure.Poison)]
    public async Task Flush_FailsAfterItsCommit_IsTakenForCommitted(object kind)
    {
        var hold = await Store.BeginAsync(await Store.NewOwnerAsync());
        var isLost = true;
        Engine.Meaning = (FlushFailure)kind;
        Engine.LoseAcknowledgement = _ => Interlocked.Exchange(ref isLost, false)
            ? new RefusingFlushEngine.TestFailure("lost")
            : null;

        Assert.Equal(CommitOutcome.Committed, await StartSpanAsync(hold));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(hold));
    }

    [Fact]
    public async Task Stop_DatabaseThatNeverAnswers_DropsWhatWaitsAndReturns()
    {
        var hold = await Store.BeginAsync(await Store.NewOwnerAsync());
        Engine.Meaning = FlushFailure.Unavailable;
        var tried = new TaskCompletionSource();
        Engine.Refuse = _ =>
        {
            tried.TrySetResult();
            return new RefusingFlushEngine.TestFailure("away");
        };
        var broken = 0;
        Store.Get<ICommitProgress>().Broken += _ => Interlocked.Increment(ref broken);

        var waits = StartSpanAsync(hold);
        await tried.Task.WaitAsync(RunSteps.Patience, Token);
        var creates = Store.Get<IRunWriter>().CreateAsync(Store.NewRun(hold.Owner), TimeSpan.FromMinutes(10));
        await Store.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal(CommitOutcome.Dropped, await waits.WaitAsync(RunSteps.Patience, Token));
        Assert.Null(Assert.IsType<RunCreation.TimedOut>(await creates.WaitAsync(RunSteps.Patience, Token)).Later);
        Assert.True(hold.IsDropped);
        Assert.Equal(CommitOutcome.Dropped, await StartSpanAsync(await NewHoldAsync(hold.Owner)));
        Assert.True(broken > 0);
    }

    private static bool Changes(FlushQuestions questions, RunHold hold) => questions.Holds.Contains(hold);

    private static Task<RunHold> NewHoldAsync(Owner owner) => Task.FromResult(
        new RunHold(owner, new RunId(Guid.NewGuid()), Guid.NewGuid(), 1, new Domain.Traces.SpanId(1)));

    private Task<CommitOutcome> StartSpanAsync(RunHold hold) =>
        Store.WriteAsync(hold, new RunChange.SpanStarted(Store.NewSpan(hold), IsEffect: false));
}
