using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Writing;

/// <summary>
/// A batch holds something the database refuses for good: what was composed with it, and what comes after it, must not
/// be taken for written.
/// </summary>
public sealed class RefusedBatchTests : IAsyncLifetime
{
    private TestStore? _store;
    private Owner? _owner;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TestStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.StartAsync(StorageProvider.Postgres);
        _owner = await _store.NewOwnerAsync();
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    [Fact]
    public async Task Start_OfASpanLeftOutForARunThatNeverCameToBe_IsWrittenWithItsEnd()
    {
        var worker = await Store.NewWorkerAsync();
        var active = (await Store.CreateAsync(Store.NewRun(_owner!, "chat", SessionConflict.Supersede, worker)))!;
        var busy = await Store.BeginAsync(_owner!, worker);
        var span = Store.NewSpan(active);
        var refused = Store.NewRun(_owner!, "chat", SessionConflict.Supersede);
        refused = refused with { RootSpan = refused.RootSpan with { Kind = null! } };

        Task<RunCreation> creation;
        Task<CommitOutcome> start;
        await using (var flush = await HeldFlush.HoldAsync(Store.Location.ConnectionString!, busy.Id.Value))
        {
            _ = Store.WriteAsync(busy, new RunChange.SpanStarted(Store.NewSpan(busy), IsEffect: false));
            await flush.ReachedAsync();
            creation = Store.Get<IRunWriter>().CreateAsync(refused, RunSteps.Patience);
            start = Store.WriteAsync(active, new RunChange.SpanStarted(span, IsEffect: true));
        }

        Assert.IsType<RunCreation.Rejected>(await creation);
        Assert.Equal(CommitOutcome.Committed, await start);
        await Store.WriteAsync(active, new RunChange.SpanEnded(Store.End(span)));
        await Store.CompleteAsync(active);
        var trace = await Store.Get<ITraceReader>().FindAsync(_owner!, active.Id, null, Token);
        Assert.Equal([SpanStatus.Ok, SpanStatus.Ok], trace!.Spans.Select(it => it.Status));
    }

    [Fact]
    public async Task End_AfterSomethingThatWasRefused_IsNotTheRunsEnd()
    {
        var hold = await Store.BeginAsync(_owner!);
        var span = Store.NewSpan(hold);

        Task<CommitOutcome> end;
        await using (var flush = await HeldFlush.HoldAsync(Store.Location.ConnectionString!, hold.Id.Value))
        {
            _ = Store.WriteAsync(hold, new RunChange.SpanStarted(span, IsEffect: true),
                new RunChange.SpanEnded(Store.End(span) with { EndedAt = span.StartedAt.AddHours(-1) }));
            await flush.ReachedAsync();
            end = Store.CompleteAsync(hold);
        }

        Assert.Equal(CommitOutcome.Dropped, await end);
        await new RunFollower(Store.Get<ILogReader>(), Store.Get<RunSignals>())
            .WaitForEndAsync(_owner!, hold.Id, Token).WaitAsync(RunSteps.Patience, Token);
        var run = await Store.Get<IRunReader>().FindAsync(_owner!, hold.Id, Token);
        Assert.Equal((RunStatus.Failed, "STORAGE_REJECTED"), (run!.Status, run.Error!.Code));
    }
}
