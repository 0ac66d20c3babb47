using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class RunWriterConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IRunReader Runs => Store.Get<IRunReader>();

    private ITraceReader Traces => Store.Get<ITraceReader>();

    [Fact]
    public async Task Create_ForALivingWorker_GivesTheHold()
    {
        var worker = await Store.NewWorkerAsync();
        var run = Store.NewRun(Owner) with { ClaimFor = worker };

        var hold = await Store.CreateAsync(run);

        Assert.Equal((run.Id, worker, 1L, run.RootSpan.Id), (hold!.Id, hold.WorkerId, hold.Epoch, hold.RootSpan));
    }

    [Fact]
    public async Task Create_ForAnIncarnationThatIsNotAlive_LeavesTheRunToTheQueue()
    {
        var run = Store.NewRun(Owner) with { ClaimFor = Guid.NewGuid() };

        Assert.Null(await Store.CreateAsync(run));
        Assert.Equal(RunStatus.Pending, (await Runs.FindAsync(Owner, run.Id, Token))!.Status);
    }

    [Fact]
    public async Task Create_IdThatExists_IsRejectedAndChangesNothing()
    {
        var run = Store.NewRun(Owner, "first");
        await Store.CreateAsync(run);

        var creation = await Store.Get<IRunWriter>().CreateAsync(run with { AgentId = "second" }, RunSteps.Patience);

        Assert.IsType<RunCreation.Rejected>(creation);
        Assert.Equal("first", (await Runs.FindAsync(Owner, run.Id, Token))!.AgentId);
    }

    [Fact]
    public async Task Write_TextThatNoDatabaseKeeps_IsStoredWithoutWhatItCannotKeep()
    {
        var hold = await Store.BeginAsync(Owner);
        var span = Store.NewSpan(hold) with { Name = "a\0b\ud800c" };

        var outcome = await Store.WriteAsync(hold, new RunChange.SpanStarted(span, IsEffect: false));

        Assert.Equal(CommitOutcome.Committed, outcome);
        var stored = (await Traces.FindAsync(Owner, hold.Id, null, Token))!.Spans.Single(it => it.Id == span.Id);
        Assert.Equal("a\ufffdb\ufffdc", stored.Name);
    }

    [Fact]
    public async Task Write_AfterTheEnd_IsDropped()
    {
        var hold = await Store.BeginAsync(Owner);
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(hold));

        var outcome = await Store.WriteAsync(hold, new RunChange.SpanStarted(Store.NewSpan(hold), IsEffect: false));

        Assert.Equal(CommitOutcome.Dropped, outcome);
        Assert.True(hold.IsDropped);
        Assert.Single((await Traces.FindAsync(Owner, hold.Id, null, Token))!.Spans);
    }

    [Fact]
    public async Task Write_UnderAnEpochThatIsOver_DropsThatRunAndCommitsTheOthers()
    {
        var worker = await Store.NewWorkerAsync();
        var stale = await Store.BeginAsync(Owner, worker);
        var good = await Store.BeginAsync(Owner, worker);
        var lost = new RunHold(Owner, stale.Id, worker, stale.Epoch + 1, stale.RootSpan);

        var outcomes = await Task.WhenAll(
            Store.WriteAsync(lost, new RunChange.SpanStarted(Store.NewSpan(lost), IsEffect: false)),
            Store.WriteAsync(good, new RunChange.SpanStarted(Store.NewSpan(good), IsEffect: false)));

        Assert.Equal([CommitOutcome.Dropped, CommitOutcome.Committed], outcomes);
        Assert.Single((await Traces.FindAsync(Owner, stale.Id, null, Token))!.Spans);
        Assert.Equal(2, (await Traces.FindAsync(Owner, good.Id, null, Token))!.Spans.Count);
    }

    [Fact]
    public async Task Write_RefusedRow_FailsItsRunAloneWithoutWhatItWrote()
    {
        var worker = await Store.NewWorkerAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => Store.BeginAsync(Owner, worker)));
        var poisoned = runs[4];

        var outcomes = await Task.WhenAll(runs.Select(hold =>
        {
            var span = Store.NewSpan(hold);
            var end = Store.End(span);
            return Store.WriteAsync(
                hold, new RunChange.SpanStarted(span, IsEffect: false),
                new RunChange.SpanEnded(hold == poisoned ? end with { EndedAt = span.StartedAt.AddHours(-1) } : end));
        }));

        var failed = await WaitForEndAsync(poisoned);
        Assert.Equal(
            runs.Select(hold => hold == poisoned ? CommitOutcome.Dropped : CommitOutcome.Committed), outcomes);
        Assert.Equal((RunStatus.Failed, "STORAGE_REJECTED"), (failed.Status, failed.Error!.Code));
        Assert.Equal(
            [(poisoned.RootSpan, SpanStatus.Error)],
            (await Traces.FindAsync(Owner, poisoned.Id, null, Token))!.Spans.Select(span => (span.Id, span.Status)));
        Assert.All(
            runs.Where(hold => hold != poisoned),
            hold => Assert.Equal(2, Traces.FindAsync(Owner, hold.Id, null, Token).Result!.Spans.Count));
    }

    [Fact]
    public async Task Create_RefusedRow_IsAnErrorToItsCallerAndNoRun()
    {
        var good = Store.NewRun(Owner);
        var poisoned = Store.NewRun(Owner);
        poisoned = poisoned with { RootSpan = poisoned.RootSpan with { Kind = null! } };

        var creations = await Task.WhenAll(
            Store.Get<IRunWriter>().CreateAsync(poisoned, RunSteps.Patience),
            Store.Get<IRunWriter>().CreateAsync(good, RunSteps.Patience));

        Assert.IsType<RunCreation.Rejected>(creations[0]);
        Assert.IsType<RunCreation.Created>(creations[1]);
        Assert.Null(await Runs.FindAsync(poisoned.Owner, poisoned.Id, Token));
    }

    [Fact]
    public async Task End_WithSpansLeftOpen_ClosesThemAllWithTheRun()
    {
        var hold = await Store.BeginAsync(Owner);
        var outer = Store.NewSpan(hold, SpanKind.AgentInvoke);
        var inner = Store.NewSpan(hold, parent: outer.Id);
        await Store.WriteAsync(hold, new RunChange.SpanStarted(outer, false), new RunChange.SpanStarted(inner, true));
        var late = Store.NewSpan(hold);

        await Store.EndAsync(
            hold, new RunOutcome.Failed(RunErrors.Internal), leavesSpansOpen: true,
            new RunChange.SpanStarted(late, false));

        var trace = await Traces.FindAsync(Owner, hold.Id, null, Token);
        Assert.Equal(4, trace!.Spans.Count);
        Assert.All(trace.Spans, span => Assert.Equal(SpanStatus.Error, span.Status));
        Assert.All(trace.Spans, span => Assert.NotNull(span.EndedAt));
    }

    [Fact]
    public async Task Write_ManyInOrder_KeepsTheOrderWithinTheRun()
    {
        var hold = await Store.BeginAsync(Owner);
        var spans = Enumerable.Range(0, 50).Select(_ => Store.NewSpan(hold)).ToList();

        await Task.WhenAll(spans.Select(span => Store.WriteAsync(hold, new RunChange.SpanStarted(span, false))));

        var trace = await Traces.FindAsync(Owner, hold.Id, null, Token);
        Assert.Equal(spans.Select(span => span.Id), trace!.Spans.Skip(1).Select(span => span.Id));
    }

    [Fact]
    public async Task End_WakesWhoeverFollowsOnceTheEndCanBeRead()
    {
        var hold = await Store.BeginAsync(Owner);
        var wakeup = new Wakeup();
        var followed = Store.Get<RunSignals>().Follow(new LogName(Owner.Id, hold.Id), wakeup);

        var writing = Store.CompleteAsync(hold);
        do
        {
            // The creation may still be waking those who follow; only a wake after the end shows it.
            await wakeup.WaitAsync().AsTask().WaitAsync(RunSteps.Patience, Token);
        }
        while ((await Runs.FindAsync(Owner, hold.Id, Token))!.Status != RunStatus.Completed);

        await writing;
        Store.Get<RunSignals>().Unfollow(followed, wakeup);
    }

    private async Task<Run> WaitForEndAsync(RunHold hold)
    {
        await new RunFollower(Store.Get<ILogReader>(), Store.Get<RunSignals>())
            .WaitForEndAsync(Owner, hold.Id, Token).WaitAsync(RunSteps.Patience, Token);
        return (await Runs.FindAsync(Owner, hold.Id, Token))!;
    }
}
