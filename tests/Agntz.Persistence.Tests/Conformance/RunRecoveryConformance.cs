using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Domain.Workers;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class RunRecoveryConformance(StorageProvider provider) : StoreConformance(provider)
{
    // The database's clock goes on by itself: these are real.
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongerThanShort = TimeSpan.FromMilliseconds(300);

    private IRunRecovery Recovery => Store.Get<IRunRecovery>();

    [Fact]
    public async Task Recover_RunOfALivingWorker_IsLeftAlone()
    {
        var hold = await Store.BeginAsync(Owner);

        Assert.Equal(default, await Recovery.RecoverAsync(Token));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(hold));
    }

    [Fact]
    public async Task Recover_RunOfADeadWorker_GoesToAnotherUnderANewEpoch()
    {
        var lost = await BeginAndLoseAsync();

        Assert.Equal(new RecoveredRuns(1, 0), await Recovery.RecoverAsync(Token));

        Assert.Equal(RunStatus.Pending, (await FindAsync(lost.Id)).Status);
        var taken = Assert.Single(await ClaimAsync());
        Assert.Equal(lost.Id, taken.Hold.Id);
        Assert.Equal(lost.Epoch + 1, taken.Hold.Epoch);
        Assert.Equal(CommitOutcome.Dropped, await Store.CompleteAsync(lost));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(taken.Hold));
    }

    [Fact]
    public async Task Recover_MoreRunsThanOneTransactionTakes_AreAllTakenBackInOnePass()
    {
        const int Many = 450;
        var worker = await Store.NewWorkerAsync();
        await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Store.BeginAsync(Owner, worker)));
        await LoseAsync(worker);

        Assert.Equal(new RecoveredRuns(Many, 0), await Recovery.RecoverAsync(Token));
    }

    [Fact]
    public async Task Recover_RunThatLostThreeWorkersWithoutProgress_Fails()
    {
        var hold = await BeginAndLoseAsync();
        var call = Store.NewSpan(hold);
        for (var loss = 1; loss < 3; loss++)
        {
            Assert.Equal(new RecoveredRuns(1, 0), await Recovery.RecoverAsync(Token));
            hold = Assert.Single(await ClaimAsync()).Hold;
            await Store.WriteAsync(hold, new RunChange.SpanStarted(call with { Id = Store.NewSpan(hold).Id }, true));
            await LoseAsync(hold.WorkerId);
        }

        Assert.Equal(new RecoveredRuns(0, 1), await Recovery.RecoverAsync(Token));

        var run = await FindAsync(hold.Id);
        Assert.Equal((RunStatus.Failed, RunErrorCodes.WorkerLost), (run.Status, run.Error!.Code));
        var trace = await Store.Get<ITraceReader>().FindAsync(Owner, hold.Id, null, Token);
        Assert.All(trace!.Spans, span => Assert.Equal(SpanStatus.Error, span.Status));
    }

    [Fact]
    public async Task Recover_RunThatMadeProgress_StartsCountingAnew()
    {
        var hold = await BeginAndLoseAsync();
        for (var loss = 1; loss < 6; loss++)
        {
            Assert.Equal(new RecoveredRuns(1, 0), await Recovery.RecoverAsync(Token));
            hold = Assert.Single(await ClaimAsync()).Hold;
            await Store.WriteAsync(hold, new RunChange.EffectFinished($"{loss}/t0", "1"));
            await LoseAsync(hold.WorkerId);
        }

        Assert.Equal(new RecoveredRuns(1, 0), await Recovery.RecoverAsync(Token));
    }

    [Fact]
    public async Task Recover_CancelledRun_EndsCancelled()
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.Get<IRunCanceller>().RequestAsync(Owner, hold.Id, CancelMode.Finish, Token);
        await LoseAsync(hold.WorkerId);

        Assert.Equal(new RecoveredRuns(0, 1), await Recovery.RecoverAsync(Token));

        Assert.Equal(RunStatus.Cancelled, (await FindAsync(hold.Id)).Status);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Release_GivesRunsBackWithoutALossAndTakesNothingMore()
    {
        var worker = await Store.NewWorkerAsync();
        await Store.BeginAsync(Owner, worker);
        for (var round = 0; round < 4; round++)
        {
            Assert.Equal(new RecoveredRuns(1, 0), await Recovery.ReleaseAsync(worker, isLoss: false, Token));
            Assert.Empty(await ClaimAsync(worker));
            worker = await Store.NewWorkerAsync();
            Assert.Single(await ClaimAsync(worker));
        }
    }

    [Fact]
    public async Task Release_OfAProcessThatBroke_CountsALossUntilTheRunHasBrokenTooMany()
    {
        var worker = await Store.NewWorkerAsync();
        var run = (await Store.BeginAsync(Owner, worker)).Id;
        for (var losses = 1; losses < 3; losses++)
        {
            Assert.Equal(new RecoveredRuns(1, 0), await Recovery.ReleaseAsync(worker, isLoss: true, Token));
            worker = await Store.NewWorkerAsync();
            Assert.Single(await ClaimAsync(worker));
        }

        Assert.Equal(new RecoveredRuns(0, 1), await Recovery.ReleaseAsync(worker, isLoss: true, Token));

        Assert.Equal(RunErrorCodes.WorkerLost, (await FindAsync(run)).Error!.Code);
    }

    [Fact]
    public async Task GiveBack_GivesBackWhatNobodyExecutesAndLeavesTheRestAlone()
    {
        var worker = await Store.NewWorkerAsync();
        var executed = await Store.BeginAsync(Owner, worker);
        var lost = await Store.BeginAsync(Owner, worker);
        var foreign = await Store.BeginAsync(Owner);

        Assert.Equal(new RecoveredRuns(1, 0),
            await Recovery.GiveBackAsync(worker, run => run == executed.Id ? null : 0, Token));

        var taken = Assert.Single(await ClaimAsync());
        Assert.Equal((lost.Id, lost.Epoch + 1), (taken.Hold.Id, taken.Hold.Epoch));
        Assert.Equal(CommitOutcome.Dropped, await Store.CompleteAsync(lost));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(executed));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(foreign));
    }

    [Fact]
    public async Task GiveBack_RunThatFailsWhoeverExecutesIt_EndsAfterThreeLosses()
    {
        await Store.BeginAsync(Owner, await Store.NewWorkerAsync());
        var hold = await Store.BeginAsync(Owner);
        for (var loss = 1; loss < 3; loss++)
        {
            Assert.Equal(new RecoveredRuns(1, 0), await Recovery.GiveBackAsync(hold.WorkerId, _ => 1, Token));
            hold = Assert.Single(await ClaimAsync()).Hold;
        }

        Assert.Equal(new RecoveredRuns(0, 1), await Recovery.GiveBackAsync(hold.WorkerId, _ => 1, Token));
        Assert.Equal(RunErrorCodes.WorkerLost, (await FindAsync(hold.Id)).Error!.Code);
    }

    [Fact]
    public async Task Resumed_SpanGoesOnAndBothLogsGoOnWithTheirNextNumber()
    {
        var lost = await BeginAndLoseAsync();
        await Recovery.RecoverAsync(Token);
        var hold = Assert.Single(await ClaimAsync()).Hold;

        await Store.WriteAsync(hold, new RunChange.SpanResumed(hold.RootSpan, """[{"name":"agntz.resumed"}]"""));
        await Store.CompleteAsync(hold);

        var trace = await Store.Get<ITraceReader>().FindAsync(Owner, lost.Id, null, Token);
        var root = Assert.Single(trace!.Spans);
        Assert.Equal("""[{"name":"agntz.resumed"}]""", root.Events);
        Assert.Equal(SpanStatus.Ok, root.Status);
    }

    [Fact]
    public async Task Recover_RunOfADeadWorkerThatTookTooLong_FailsWithAllItsSpans()
    {
        var hold = await BeginShortAsync();
        await Store.WriteAsync(hold, new RunChange.SpanStarted(Store.NewSpan(hold), true));
        await LoseAsync(hold.WorkerId);
        await Task.Delay(LongerThanShort, Token);

        Assert.Equal(new RecoveredRuns(0, 1), await Recovery.RecoverAsync(Token));

        await AssertTimedOutAsync(hold.Id);
    }

    [Fact]
    public async Task Recover_WaitingRunThatTookTooLong_FailsThoughNobodyTakesIt()
    {
        var hold = await BeginShortAsync();
        await Recovery.ReleaseAsync(hold.WorkerId, isLoss: false, Token);
        await Task.Delay(LongerThanShort, Token);

        Assert.Equal(new RecoveredRuns(0, 1), await Recovery.RecoverAsync(Token));

        await AssertTimedOutAsync(hold.Id);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Recover_RunOfALivingWorkerThatTookTooLong_IsItsWorkersToEnd()
    {
        var hold = await BeginShortAsync();
        await Task.Delay(LongerThanShort, Token);

        Assert.Equal(default, await Recovery.RecoverAsync(Token));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(hold));
    }

    [Fact]
    public async Task Recover_RunThatNobodyHasTakenYet_WaitsForAsLongAsItTakes()
    {
        await Store.CreateAsync(Store.NewRun(Owner) with { TimeLimit = Short });
        await Task.Delay(LongerThanShort, Token);

        Assert.Equal(default, await Recovery.RecoverAsync(Token));

        var taken = Assert.Single(await ClaimAsync());
        Assert.Equal(RunTime.Of(Short).Limit, taken.Time.Limit);
        Assert.InRange(taken.Time.Left, Short / 2, Short + TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Claim_AfterATakeover_CountsOnFromTheFirstClaim()
    {
        var limit = TimeSpan.FromMinutes(1);
        await Store.CreateAsync(Store.NewRun(Owner) with { TimeLimit = limit });
        var worker = await Store.NewWorkerAsync();
        var first = Assert.Single(await ClaimAsync(worker));
        await Task.Delay(LongerThanShort, Token);
        await Recovery.ReleaseAsync(worker, isLoss: false, Token);

        var second = Assert.Single(await ClaimAsync());

        Assert.Equal(limit, second.Time.Limit);
        Assert.True(second.Time.Left <= first.Time.Left - Short);
    }

    private async Task<RunHold> BeginShortAsync() => (await Store.CreateAsync(
        Store.NewRun(Owner) with { ClaimFor = await Store.NewWorkerAsync(), TimeLimit = Short }))!;

    private async Task AssertTimedOutAsync(RunId id)
    {
        var run = await FindAsync(id);
        Assert.Equal((RunStatus.Failed, RunErrorCodes.InvocationTimeout), (run.Status, run.Error!.Code));
        var trace = await Store.Get<ITraceReader>().FindAsync(Owner, id, null, Token);
        Assert.All(trace!.Spans, span => Assert.Equal(SpanStatus.Error, span.Status));
    }

    private async Task<RunHold> BeginAndLoseAsync()
    {
        var hold = await Store.BeginAsync(Owner);
        await LoseAsync(hold.WorkerId);
        return hold;
    }

    private Task LoseAsync(Guid worker) => Store.Get<Locking.IWorkerDeaths>().DeclareAsync(worker, Token);

    private async Task<Run> FindAsync(RunId run) => (await Store.Get<IRunReader>().FindAsync(Owner, run, Token))!;

    private async Task<IReadOnlyList<ClaimedRun>> ClaimAsync() => await ClaimAsync(await Store.NewWorkerAsync());

    private Task<IReadOnlyList<ClaimedRun>> ClaimAsync(Guid worker) => Store.Get<IRunQueue>().ClaimAsync(
        new ClaimRequest
        {
            WorkerId = worker,
            Slots = 10,
            SlotsPerOwner = 10,
            AfterOwner = 0,
            SatisfiedOwners = [],
        },
        Token);
}
