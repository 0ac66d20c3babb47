using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Traces;
using Agntz.Domain.Workers;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

/// <summary>At most one run of a session is executed at a time, in the order in which they were created.</summary>
public abstract class SessionConflictConformance(StorageProvider provider) : StoreConformance(provider)
{
    private const string Chat = "chat";

    private IRunReader Runs => Store.Get<IRunReader>();

    [Fact]
    public async Task Enqueue_WhileAnOlderRunIsActive_WaitsForItsEnd()
    {
        var worker = await Store.NewWorkerAsync();
        var first = (await Store.CreateAsync(NewRun(SessionConflict.Enqueue, worker)))!;
        var second = NewRun(SessionConflict.Enqueue, worker);

        Assert.Null(await Store.CreateAsync(second));
        Assert.Empty(await Store.ClaimAsync(worker));
        await Store.CompleteAsync(first);

        Assert.Equal(second.Id, Assert.Single(await Store.ClaimAsync(worker)).Hold.Id);
    }

    [Fact]
    public async Task Enqueue_ManyAtOnce_AreGivenOutOneByOneAndNoneTwice()
    {
        const int count = 20;
        var worker = await Store.NewWorkerAsync();
        var runs = Enumerable.Range(0, count).Select(_ => NewRun(SessionConflict.Enqueue, worker)).ToList();
        var holds = (await Task.WhenAll(runs.Select(Store.CreateAsync))).OfType<RunHold>().ToList();

        var order = new List<RunId>();
        var next = Assert.Single(holds);
        while (order.Count < count - 1)
        {
            order.Add(next.Id);
            await Store.CompleteAsync(next);
            next = Assert.Single(await Store.ClaimAsync(worker)).Hold;
        }

        Assert.Equal(runs.Select(run => run.Id), order.Append(next.Id));
    }

    [Fact]
    public async Task Reject_WhileAnOlderRunIsActive_CreatesNothingAndLeavesTheKeyFree()
    {
        var first = (await Store.CreateAsync(NewRun(SessionConflict.Reject, await Store.NewWorkerAsync())))!;
        var key = new IdempotencyKey("once", new byte[32]);
        var second = NewRun(SessionConflict.Reject) with { Key = key };

        var refused = Assert.IsType<RunCreation.SessionBusy>(await TryCreateAsync(second));

        Assert.Equal(first.Id, refused.Active);
        Assert.Null(await Runs.FindAsync(Owner, second.Id, Token));
        await Store.CompleteAsync(first);
        Assert.IsType<RunCreation.Created>(await TryCreateAsync(second));
        Assert.Equal(second.Id, (await Store.Get<IIdempotencyKeys>().FindAsync(Owner, "once", Token))!.Run);
    }

    [Fact]
    public async Task Supersede_RunThatAWorkerHas_StopsAtItsNextEffectAndEndsCancelled()
    {
        var worker = await Store.NewWorkerAsync();
        var old = (await Store.CreateAsync(NewRun(SessionConflict.Supersede, worker)))!;
        var young = NewRun(SessionConflict.Supersede, worker);

        var created = Assert.IsType<RunCreation.Created>(await TryCreateAsync(young));

        Assert.Equal([old.Id], created.Superseded);
        Assert.Null(created.Hold);
        Assert.Equal(
            CommitOutcome.Cancelled,
            await Store.WriteAsync(old, new RunChange.SpanStarted(Store.NewSpan(old), IsEffect: true)));
        await Store.CompleteAsync(old, "lost", "turn");
        var ended = await Runs.FindAsync(Owner, old.Id, Token);
        Assert.Equal((RunStatus.Cancelled, RunEnd.Superseded), (ended!.Status, ended.Error!.Message));
        Assert.Equal([], await Store.Get<ISessionReader>().FindAsync(Owner, Chat, Token));
        Assert.Equal(young.Id, Assert.Single(await Store.ClaimAsync(worker)).Hold.Id);
    }

    [Fact]
    public async Task Supersede_RunThatWaits_EndsItThereAndThen()
    {
        var old = NewRun(SessionConflict.Supersede);
        await Store.CreateAsync(old);
        var young = NewRun(SessionConflict.Supersede, await Store.NewWorkerAsync());

        var hold = await Store.CreateAsync(young);

        Assert.NotNull(hold);
        var ended = await Runs.FindAsync(Owner, old.Id, Token);
        Assert.Equal((RunStatus.Cancelled, RunEnd.Superseded), (ended!.Status, ended.Error!.Message));
        var trace = await Store.Get<ITraceReader>().FindAsync(Owner, old.Id, null, Token);
        Assert.Equal(SpanStatus.Cancelled, Assert.Single(trace!.Spans).Status);
    }

    [Fact]
    public async Task Supersede_ManyAtOnce_LeavesTheLastOne()
    {
        const int count = 20;
        var worker = await Store.NewWorkerAsync();
        var runs = Enumerable.Range(0, count).Select(_ => NewRun(SessionConflict.Supersede, worker)).ToList();
        var holds = (await Task.WhenAll(runs.Select(Store.CreateAsync))).OfType<RunHold>().ToList();

        while (holds.Count > 0)
        {
            await Task.WhenAll(holds.Select(hold => Store.CompleteAsync(hold)));
            holds = [.. (await Store.ClaimAsync(worker)).Select(claimed => claimed.Hold)];
        }

        var ended = await Task.WhenAll(runs.Select(run => Runs.FindAsync(Owner, run.Id, Token)));
        Assert.All(ended.SkipLast(1), run => Assert.Equal(RunStatus.Cancelled, run!.Status));
        Assert.Equal(RunStatus.Completed, ended[^1]!.Status);
    }

    [Fact]
    public async Task Supersede_RunThatWasCancelledToFinish_IsToBreakOffItsModelCalls()
    {
        var worker = await Store.NewWorkerAsync();
        var old = (await Store.CreateAsync(NewRun(SessionConflict.Supersede, worker)))!;
        await Store.Get<IRunCanceller>().RequestAsync(Owner, old.Id, CancelMode.Finish, Token);
        var queue = Store.Get<IRunQueue>();
        Assert.Equal(
            [new CancelledRun(old.Id, CancelMode.Finish)], await queue.FindCancelledAsync(worker, Token));

        var created = Assert.IsType<RunCreation.Created>(await TryCreateAsync(NewRun(SessionConflict.Supersede)));

        Assert.Equal([old.Id], created.Superseded);
        Assert.Equal(
            [new CancelledRun(old.Id, CancelMode.Finish) { IsSuperseded = true }],
            await queue.FindCancelledAsync(worker, Token));
    }

    [Fact]
    public async Task Enqueue_AsManyAsMayWait_RefusesTheNextUntilOneHasEnded()
    {
        var worker = await Store.NewWorkerAsync();
        var first = (await Store.CreateAsync(NewRun(SessionConflict.Enqueue, worker)))!;
        var waiting = Enumerable.Range(0, 3).Select(_ => Enqueued(most: 3)).ToList();
        await Task.WhenAll(waiting.Select(Store.CreateAsync));
        var key = new IdempotencyKey("once", new byte[32]);
        var refused = Enqueued(most: 3) with { Key = key };

        Assert.Equal(3, Assert.IsType<RunCreation.SessionFull>(await TryCreateAsync(refused)).MaxWaiting);

        Assert.Null(await Runs.FindAsync(Owner, refused.Id, Token));
        await Store.Get<IRunCanceller>().RequestAsync(Owner, waiting[1].Id, CancelMode.Finish, Token);
        Assert.IsType<RunCreation.Created>(await TryCreateAsync(refused));
        Assert.IsType<RunCreation.SessionFull>(await TryCreateAsync(Enqueued(most: 3)));
        await Store.CompleteAsync(first);
        Assert.IsType<RunCreation.Created>(await TryCreateAsync(Enqueued(most: 3)));
    }

    [Fact]
    public async Task Enqueue_ManyAtOnce_LetsNoMoreWaitThanMay()
    {
        const int most = 20;
        await Store.CreateAsync(NewRun(SessionConflict.Enqueue));

        var created = await Task.WhenAll(Enumerable.Range(0, 3 * most).Select(_ => TryCreateAsync(Enqueued(most))));

        Assert.Equal(most, created.Count(it => it is RunCreation.Created));
        Assert.Equal(2 * most, created.Count(it => it is RunCreation.SessionFull));
    }

    [Fact]
    public async Task Supersede_SessionThatIsFull_TakesThePlaceOfAll()
    {
        var worker = await Store.NewWorkerAsync();
        var first = (await Store.CreateAsync(NewRun(SessionConflict.Enqueue, worker)))!;
        var waiting = Enumerable.Range(0, 3).Select(_ => Enqueued(most: 3)).ToList();
        await Task.WhenAll(waiting.Select(Store.CreateAsync));
        var young = NewRun(SessionConflict.Supersede);

        var created = Assert.IsType<RunCreation.Created>(await TryCreateAsync(young));

        Assert.Equal([first.Id], created.Superseded);
        foreach (var old in waiting)
        {
            Assert.Equal(RunStatus.Cancelled, (await Runs.FindAsync(Owner, old.Id, Token))!.Status);
        }

        await Store.CompleteAsync(first);
        Assert.Equal(young.Id, Assert.Single(await Store.ClaimAsync(worker)).Hold.Id);
    }

    [Fact]
    public async Task Recover_RunsOfManySessionsThatWaitForNobody_LetsTheOldestOfEachBegin()
    {
        var oldest = new List<RunId>();
        foreach (var session in Enumerable.Range(0, 5).Select(number => $"chat-{number}"))
        {
            var runs = Enumerable.Range(0, 4)
                .Select(_ => Store.NewRun(Owner, session, SessionConflict.Enqueue)).ToList();
            foreach (var run in runs)
            {
                await Store.CreateAsync(run);
            }

            await Store.ForgetActiveAsync(runs[0].Id);
            oldest.Add(runs[1].Id);
        }

        var recovered = await Store.Get<IRunRecovery>().RecoverAsync(Token);

        Assert.Equal(5, recovered.Readied);
        var claimed = await Store.ClaimAsync(await Store.NewWorkerAsync());
        Assert.Equal(oldest.Select(id => id.Value).Order(), claimed.Select(run => run.Hold.Id.Value).Order());
    }

    [Fact]
    public async Task Cancel_RunThatOthersWaitFor_LetsTheNextBegin()
    {
        var worker = await Store.NewWorkerAsync();
        var first = NewRun(SessionConflict.Enqueue);
        var second = NewRun(SessionConflict.Enqueue);
        await Store.CreateAsync(first);
        await Store.CreateAsync(second);

        await Store.Get<IRunCanceller>().RequestAsync(Owner, first.Id, CancelMode.Finish, Token);

        Assert.Equal(second.Id, Assert.Single(await Store.ClaimAsync(worker)).Hold.Id);
    }

    [Fact]
    public async Task Cancel_RunThatWaitsForOthers_EndsItAndNoOther()
    {
        var worker = await Store.NewWorkerAsync();
        var first = (await Store.CreateAsync(NewRun(SessionConflict.Enqueue, worker)))!;
        var second = NewRun(SessionConflict.Enqueue);
        var third = NewRun(SessionConflict.Enqueue);
        await Store.CreateAsync(second);
        await Store.CreateAsync(third);

        await Store.Get<IRunCanceller>().RequestAsync(Owner, second.Id, CancelMode.Finish, Token);

        Assert.Empty(await Store.ClaimAsync(worker));
        await Store.CompleteAsync(first);
        Assert.Equal(third.Id, Assert.Single(await Store.ClaimAsync(worker)).Hold.Id);
    }

    [Fact]
    public async Task Recover_RunOfALostWorkerThatIsSuperseded_EndsAndLetsTheNextBegin()
    {
        var lost = await Store.NewWorkerAsync();
        var old = (await Store.CreateAsync(NewRun(SessionConflict.Supersede, lost)))!;
        var young = NewRun(SessionConflict.Supersede);
        await Store.CreateAsync(young);

        await Store.Get<IRunRecovery>().ReleaseAsync(lost, isLoss: false, Token);

        Assert.Equal(RunEnd.Superseded, (await Runs.FindAsync(Owner, old.Id, Token))!.Error!.Message);
        Assert.Equal(young.Id, Assert.Single(await Store.ClaimAsync(await Store.NewWorkerAsync())).Hold.Id);
    }

    [Fact]
    public async Task Recover_RunThatWaitsForNobody_LetsItBegin()
    {
        var worker = await Store.NewWorkerAsync();
        var first = NewRun(SessionConflict.Enqueue);
        var second = NewRun(SessionConflict.Enqueue);
        await Store.CreateAsync(first);
        await Store.CreateAsync(second);
        await Store.ForgetActiveAsync(first.Id);

        var recovered = await Store.Get<IRunRecovery>().RecoverAsync(Token);

        Assert.Equal(1, recovered.Readied);
        Assert.Equal(second.Id, Assert.Single(await Store.ClaimAsync(worker)).Hold.Id);
    }

    private NewRun NewRun(SessionConflict conflict, Guid? claimFor = null) =>
        Store.NewRun(Owner, Chat, conflict, claimFor);

    private NewRun Enqueued(int most)
    {
        var run = NewRun(SessionConflict.Enqueue);
        return run with { Session = run.Session! with { MaxWaiting = most } };
    }

    private Task<RunCreation> TryCreateAsync(NewRun run) => Store.Get<IRunWriter>().CreateAsync(run, RunSteps.Patience);
}
