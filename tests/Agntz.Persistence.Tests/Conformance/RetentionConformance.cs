using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Domain.Workers;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

/// <summary>What is kept of runs, and for how long.</summary>
public abstract class RetentionConformance(StorageProvider provider) : StoreConformance(provider)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly RunId NoneId = new(Guid.Parse("01a21bfc-e672-7283-a362-665d8b4a4cf8"));

    [Fact]
    public async Task Result_IsKeptWholeWhileTheRunIsActive_AndAsItsEndAloneAfterwards()
    {
        var hold = await BeginAsync(RetentionMode.Result);
        var span = Store.NewSpan(hold);
        await Store.WriteAsync(hold, new RunChange.SpanStarted(span, true), new RunChange.EffectFinished("0", "1"));
        await Store.WriteAsync(hold, new RunChange.SpanEnded(Store.End(span)));
        Assert.Equal(new StoredRows(1, 1, 1, 1, 2, 0, 0), await RowsAsync());
        Assert.Equal("\"hello\"", (await FindAsync(hold.Id))!.Payload!.Input);

        await Store.EndAsync(hold, new RunOutcome.Completed("""{"output":"done"}"""), changes:
            new RunChange.EventRecorded(new RunEvent("reply", """{"type":"reply","runId":"x"}""")));

        Assert.Equal(new StoredRows(1, 1, 0, 1, 0, 0, 0), await RowsAsync());
        var run = (await FindAsync(hold.Id))!;
        Assert.Equal((RunStatus.Completed, RetentionMode.Result), (run.Status, run.Retention));
        Assert.Equal((null, """{"output":"done"}"""), (run.Payload!.Input, run.Payload.Result));
        await AssertOnlyTheEndIsToldAsync(hold.Id, "run-complete", 3, 5);
    }

    [Fact]
    public async Task Result_OfARunThatNobodyExecutes_GoesAsWell()
    {
        var waiting = Store.NewRun(Owner) with { Retention = new RetentionPolicy(RetentionMode.Result, null) };
        await Store.CreateAsync(waiting);

        await Store.Get<IRunCanceller>().RequestAsync(Owner, waiting.Id, CancelMode.Finish, Token);

        Assert.Equal(new StoredRows(1, 1, 0, 1, 0, 0, 0), await RowsAsync());
        Assert.Null((await FindAsync(waiting.Id))!.Payload!.Input);
        await AssertOnlyTheEndIsToldAsync(waiting.Id, "run-cancelled", 2, 3);
    }

    [Fact]
    public async Task Result_OfARunThatIsTakenOver_IsKnownToTheNextWorker()
    {
        var hold = await BeginAsync(RetentionMode.Result);
        await Store.Get<IRunRecovery>().ReleaseAsync(hold.WorkerId, isLoss: false, Token);

        var claimed = Assert.Single(await Store.ClaimAsync(await Store.NewWorkerAsync()));
        Assert.Equal(RetentionMode.Result, claimed.Hold.Retention);
        await Store.CompleteAsync(claimed.Hold);

        Assert.Equal(new StoredRows(1, 1, 0, 1, 0, 0, 0), await RowsAsync());
    }

    [Fact]
    public async Task None_WritesNothingOfWhatTheRunSays_AndNothingIsLeftOfItAfterwards()
    {
        using var kept = new RunFollower(Store.Get<ILogReader>(), Store.Get<RunSignals>()).Keep(Owner, NoneId);
        using var reading = kept.Follow(new Wakeup());
        var hold = (await Store.CreateAsync(None(await Store.NewWorkerAsync())))!;
        var span = Store.NewSpan(hold);
        await Store.WriteAsync(hold, new RunChange.SpanStarted(span, true), new RunChange.EffectFinished("0", "1"));
        await Store.WriteAsync(hold, new RunChange.TextStreamed(span.Id, "zebra"));
        await Store.WriteAsync(hold, new RunChange.SpanEnded(Store.End(span, SpanStatus.Error) with { VoidsText = true }));

        Assert.Equal(new StoredRows(1, 1, 0, 0, 0, 0, 0), await RowsAsync());
        Assert.Equal((RunStatus.Running, (string?)null), ((await FindAsync(hold.Id))!.Status, (await FindAsync(hold.Id))!.Payload!.Input));
        Assert.Null(await Store.Get<ILogReader>().ReadAsync(Owner, hold.Id, LogKind.Events, 0, Token));
        Assert.Null(await Store.Get<ILogReader>().ReadAsync(Owner, hold.Id, LogKind.Spans, 0, Token));
        Assert.Null(await Store.Get<ITraceReader>().FindAsync(Owner, hold.Id, null, Token));

        await Store.CompleteAsync(hold);

        Assert.Equal(StoredRows.None, await RowsAsync());
        Assert.Null(await FindAsync(hold.Id));
        var log = (await reading.ReadAsync(Token))!;
        Assert.Equal(["run-spawn", "text-delta", "text-void", "run-complete"], log.Entries.Cast<LogEntry.Event>().Select(it => it.Type));
        Assert.Equal([1L, 2, 3, 4], log.Entries.Select(entry => entry.Seq));
        Assert.True(reading.IsOver);
    }

    [Fact]
    public async Task None_RunThatWasCancelled_EndsCancelledAndIsGone()
    {
        using var kept = new RunFollower(Store.Get<ILogReader>(), Store.Get<RunSignals>()).Keep(Owner, NoneId);
        var hold = (await Store.CreateAsync(None(await Store.NewWorkerAsync())))!;
        await Store.Get<IRunCanceller>().RequestAsync(Owner, hold.Id, CancelMode.Finish, Token);

        Assert.Equal(CommitOutcome.Cancelled, await Store.CompleteAsync(hold));

        Assert.Equal(StoredRows.None, await RowsAsync());
        var end = await RunFollower.WaitForEndAsync(kept.Follow, Token);
        Assert.Equal("run-cancelled", end!.Type);
    }

    [Fact]
    public async Task None_OfALostWorker_IsGoneAndWhoeverWaitsIsTold()
    {
        using var kept = new RunFollower(Store.Get<ILogReader>(), Store.Get<RunSignals>()).Keep(Owner, NoneId);
        var hold = (await Store.CreateAsync(None(await Store.NewWorkerAsync())))!;
        var waiting = RunFollower.WaitForEndAsync(kept.Follow, Token);

        await Store.Get<IRunRecovery>().ReleaseAsync(hold.WorkerId, isLoss: false, Token);

        Assert.Null(await waiting.WaitAsync(RunSteps.Patience, Token));
        Assert.Equal(StoredRows.None, await RowsAsync());
        Assert.Equal(CommitOutcome.Dropped, await Store.CompleteAsync(hold));
    }

    [Fact]
    public async Task None_ForAWorkerThatWasDeclaredDead_IsNotCreated()
    {
        var worker = await Store.NewWorkerAsync();
        await Store.Get<IRunRecovery>().ReleaseAsync(worker, isLoss: false, Token);

        Assert.IsType<RunCreation.Unclaimed>(
            await Store.Get<IRunWriter>().CreateAsync(None(worker), RunSteps.Patience));

        Assert.Equal(StoredRows.None, await RowsAsync());
    }

    [Fact]
    public async Task Expire_RunWhoseTimeIsOver_DeletesItWhenItHasEnded()
    {
        var ended = await BeginAsync(RetentionMode.Session, Minute);
        await Store.CompleteAsync(ended);
        var active = await BeginAsync(RetentionMode.Session, Minute);
        var kept = await BeginAsync(RetentionMode.Session);
        await Store.CompleteAsync(kept);
        Assert.Equal(Clock.GetUtcNow() + Minute, (await FindAsync(ended.Id))!.ExpiresAt);

        Clock.Advance(Minute - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await ExpireAsync());
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await ExpireAsync());

        Assert.Null(await FindAsync(ended.Id));
        Assert.Null(await Store.Get<ITraceReader>().FindAsync(Owner, ended.Id, null, Token));
        Assert.NotNull(await FindAsync(active.Id));
        await Store.CompleteAsync(active);
        Clock.Advance(TimeSpan.FromDays(10_000));
        Assert.Equal(1, await ExpireAsync());
        Assert.Null(await FindAsync(active.Id));
        Assert.NotNull(await FindAsync(kept.Id));
    }

    [Fact]
    public async Task Expire_ManyRunsOfManyOwners_IsDoneInBatches()
    {
        var stranger = await Store.NewOwnerAsync();
        for (var index = 0; index < 7; index++)
        {
            var run = Store.NewRun(index % 2 == 0 ? Owner : stranger) with
            {
                ClaimFor = await Store.NewWorkerAsync(),
                Retention = new RetentionPolicy(RetentionMode.Session, Minute),
            };
            await Store.CompleteAsync((await Store.CreateAsync(run))!);
        }

        Clock.Advance(Minute);

        Assert.Equal((3, 3, 1, 0), (await ExpireAsync(), await ExpireAsync(), await ExpireAsync(), await ExpireAsync()));
        await EraseForgottenAsync();
        Assert.Equal(StoredRows.None, await RowsAsync());
    }

    private async Task AssertOnlyTheEndIsToldAsync(RunId id, string type, long lastEvent, long lastSpan)
    {
        foreach (var after in new[] { 0, lastEvent - 1 })
        {
            var events = await Store.Get<ILogReader>().ReadAsync(Owner, id, LogKind.Events, after, Token);
            var end = Assert.IsType<LogEntry.Event>(Assert.Single(events!.Entries));
            Assert.Equal((lastEvent, type), (end.Seq, end.Type));
            Assert.Contains("\"logRemoved\":true", end.Json, StringComparison.Ordinal);
        }

        var spans = await Store.Get<ILogReader>().ReadAsync(Owner, id, LogKind.Spans, 0, Token);
        var done = Assert.IsType<LogEntry.TraceDone>(Assert.Single(spans!.Entries));
        Assert.Equal((lastSpan, true), (done.Seq, done.LogRemoved));
    }

    private async Task<RunHold> BeginAsync(RetentionMode mode, TimeSpan? timeToLive = null) =>
        (await Store.CreateAsync(Store.NewRun(Owner) with
        {
            ClaimFor = await Store.NewWorkerAsync(),
            Retention = new RetentionPolicy(mode, timeToLive),
        }))!;

    private NewRun None(Guid worker)
    {
        var run = Store.NewRun(Owner);
        return run with
        {
            Id = NoneId,
            ClaimFor = worker,
            Retention = new RetentionPolicy(RetentionMode.None, null),
        };
    }

    private Task<int> ExpireAsync() => Store.Get<IErasure>().ExpireAsync(3, Token);

    private Task<Run?> FindAsync(RunId id) => Store.Get<IRunReader>().FindAsync(Owner, id, Token);

    private Task<StoredRows> RowsAsync() => StoredRows.CountAsync(Store, Token);
}
