using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Domain.Workers;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class RunCancellerConformance(StorageProvider provider) : StoreConformance(provider)
{
    [Fact]
    public async Task Cancel_WaitingRun_EndsIt()
    {
        var run = await Store.QueueAsync(Owner);
        var wakeup = new Wakeup();
        Store.Get<RunSignals>().Follow(new LogName(Owner.Id, run.Id), wakeup);

        Assert.IsType<RunCancellation.Ended>(await CancelAsync(run.Id));

        await wakeup.WaitAsync().AsTask().WaitAsync(RunSteps.Patience, Token);
        var found = await FindAsync(run.Id);
        Assert.Equal(RunStatus.Cancelled, found.Status);
        Assert.Equal(RunErrorCodes.RunCancelled, found.Error!.Code);
        Assert.Equal(RunEnd.CancelledByUser, found.Error.Message);
        var trace = await Store.Get<ITraceReader>().FindAsync(Owner, run.Id, null, Token);
        Assert.Equal(SpanStatus.Cancelled, trace!.Summary.Status);
        Assert.Equal(SpanStatus.Cancelled, Assert.Single(trace.Spans).Status);
        Assert.Empty(await ClaimAsync(await Store.NewWorkerAsync()));
    }

    [Fact]
    public async Task Cancel_HeldRun_LeavesItsEndToTheWorker()
    {
        var hold = await Store.BeginAsync(Owner);

        var cancellation = await CancelAsync(hold.Id);

        Assert.Equal(new RunCancellation.Requested(CancelMode.Finish), cancellation);
        Assert.Equal(RunStatus.Running, (await FindAsync(hold.Id)).Status);
        var effect = Store.NewSpan(hold);
        Assert.Equal(CommitOutcome.Cancelled, await Store.WriteAsync(hold, new RunChange.SpanStarted(effect, true)));
        Assert.Equal(CommitOutcome.Cancelled, await Store.CompleteAsync(hold));
        var found = await FindAsync(hold.Id);
        Assert.Equal(RunStatus.Cancelled, found.Status);
        Assert.Null(found.Payload!.Result);
    }

    [Fact]
    public async Task Cancel_EffectInFlight_IsRecordedAndCounted()
    {
        var hold = await Store.BeginAsync(Owner);
        var call = Store.NewSpan(hold);
        await Store.WriteAsync(hold, new RunChange.SpanStarted(call, true));

        await CancelAsync(hold.Id);
        await Store.EndAsync(
            hold, new RunOutcome.Cancelled(RunEnd.CancelledByUser), false, new RunChange.SpanEnded(Store.End(call)));

        var trace = await Store.Get<ITraceReader>().FindAsync(Owner, hold.Id, null, Token);
        Assert.Equal(3, trace!.Summary.TotalTokens);
        Assert.Equal([SpanStatus.Cancelled, SpanStatus.Ok], trace.Spans.Select(span => span.Status));
    }

    [Theory]
    [InlineData(CancelMode.Finish, CancelMode.Abort, CancelMode.Abort)]
    [InlineData(CancelMode.Abort, CancelMode.Finish, CancelMode.Abort)]
    [InlineData(CancelMode.Finish, CancelMode.Finish, CancelMode.Finish)]
    public async Task Cancel_Again_OnlyRaisesTheMode(CancelMode first, CancelMode second, CancelMode inForce)
    {
        var hold = await Store.BeginAsync(Owner);

        await CancelAsync(hold.Id, first);

        Assert.Equal(new RunCancellation.Requested(inForce), await CancelAsync(hold.Id, second));
        Assert.Equal(new RunCancellation.Requested(inForce), await CancelAsync(hold.Id, CancelMode.Finish));
    }

    [Fact]
    public async Task Cancel_EndedRun_ChangesNothing()
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.CompleteAsync(hold);

        Assert.IsType<RunCancellation.NotActive>(await CancelAsync(hold.Id));
        Assert.Equal(RunStatus.Completed, (await FindAsync(hold.Id)).Status);
    }

    [Fact]
    public async Task Cancel_RunOfAnotherOwner_IsUnknown()
    {
        var run = await Store.QueueAsync(await Store.NewOwnerAsync());

        Assert.IsType<RunCancellation.NotActive>(await CancelAsync(run.Id));
        Assert.Single(await ClaimAsync(await Store.NewWorkerAsync()));
    }

    [Fact]
    public async Task Cancel_TwiceAtOnce_EndsTheRunOnce()
    {
        var run = await Store.QueueAsync(Owner);

        var both = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => CancelAsync(run.Id), Token)));

        Assert.Single(both.OfType<RunCancellation.Ended>());
        Assert.Single(both.OfType<RunCancellation.NotActive>());
    }

    [Fact]
    public async Task Cancel_RacingWithCompletion_HasOneEndThatBothAgreeOn()
    {
        for (var round = 0; round < 20; round++)
        {
            var hold = await Store.BeginAsync(Owner);

            var cancelling = Task.Run(() => CancelAsync(hold.Id), Token);
            var completed = await Store.CompleteAsync(hold);

            var status = (await FindAsync(hold.Id)).Status;
            Assert.Equal(
                await cancelling is RunCancellation.NotActive
                    ? (CommitOutcome.Committed, RunStatus.Completed)
                    : (CommitOutcome.Cancelled, RunStatus.Cancelled),
                (completed, status));
        }
    }

    [Fact]
    public async Task Cancel_RacingWithClaim_EndsOrIsSeenByTheWorker()
    {
        var worker = await Store.NewWorkerAsync();
        for (var round = 0; round < 20; round++)
        {
            var run = await Store.QueueAsync(Owner);

            var cancelling = Task.Run(() => CancelAsync(run.Id), Token);
            var claimed = await ClaimAsync(worker);

            if (await cancelling is RunCancellation.Ended)
            {
                Assert.All(claimed, _ => Assert.Fail("Claimed what had ended."));
                continue;
            }

            Assert.Equal(CommitOutcome.Cancelled, await Store.CompleteAsync(Assert.Single(claimed).Hold));
        }
    }

    private Task<RunCancellation> CancelAsync(RunId run, CancelMode mode = CancelMode.Finish) =>
        Store.Get<IRunCanceller>().RequestAsync(Owner, run, mode, Token);

    private async Task<Run> FindAsync(RunId run) => (await Store.Get<IRunReader>().FindAsync(Owner, run, Token))!;

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
