using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Testing.Stores;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class TraceClosingConformance(StorageProvider provider) : StoreConformance(provider)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    // The database's clock goes on by itself: whatever a test does in between takes less than this.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(9);

    [Theory]
    [InlineData(SpanStatus.Ok)]
    [InlineData(SpanStatus.Error)]
    [InlineData(SpanStatus.Cancelled)]
    public async Task Close_QuietWithItsRoot_EndsAsItsRootDid(SpanStatus status)
    {
        var root = Store.NewIngested(Store.NewTrace(), status: status);
        var child = Store.NewIngested(root.Trace, root.Id, status: SpanStatus.Error) with
        {
            EndedAt = root.EndedAt.AddSeconds(2),
            TotalTokens = 3,
        };
        await Store.TakeAsync(Owner, root, child);
        var wakeup = new Wakeup();
        Store.Get<RunSignals>().Follow(new LogName(Owner.Id, root.Trace), wakeup);

        await AgeAsync(Quiet - Moment);
        Assert.Equal(0, await Store.CloseAsync());
        await AgeAsync(Moment);
        Assert.Equal(1, await Store.CloseAsync());

        await wakeup.WaitAsync().AsTask().WaitAsync(RunSteps.Patience, Token);
        var summary = (await Store.FindTraceAsync(Owner, root.Trace))!.Summary;
        Assert.Equal((status, child.EndedAt), (summary.Status, summary.EndedAt));
        Assert.Equal((2, 3), (summary.SpanCount, summary.TotalTokens));
        var log = await Store.ReadSpanLogAsync(Owner, root.Trace);
        Assert.True(log.IsEnded);
        Assert.Equal(5, Assert.IsType<LogEntry.TraceDone>(log.Entries[^1]).Seq);
        Assert.Equal(0, await Store.CloseAsync());
    }

    [Fact]
    public async Task Close_SomethingCameInMeanwhile_WaitsForQuiet()
    {
        var root = Store.NewIngested(Store.NewTrace());
        await Store.TakeAsync(Owner, root);
        await AgeAsync(Quiet - Moment);
        await Store.TakeAsync(Owner, Store.NewIngested(root.Trace, root.Id));

        await AgeAsync(Quiet - Moment);

        Assert.Equal(0, await Store.CloseAsync());
        await AgeAsync(Moment);
        Assert.Equal(1, await Store.CloseAsync());
    }

    [Theory]
    [InlineData(SpanStatus.Ok, SpanStatus.Ok)]
    [InlineData(SpanStatus.Error, SpanStatus.Error)]
    public async Task Close_WithoutARoot_IsGivenUpAfterLonger(SpanStatus one, SpanStatus all)
    {
        var trace = Store.NewTrace();
        await Store.TakeAsync(
            Owner, Store.NewIngested(trace, new SpanId(1)), Store.NewIngested(trace, new SpanId(1), status: one));

        await AgeAsync(TimeSpan.FromMinutes(10) - Moment);
        Assert.Equal(0, await Store.CloseAsync());
        await AgeAsync(Moment);
        Assert.Equal(1, await Store.CloseAsync());

        Assert.Equal(all, (await Store.FindTraceAsync(Owner, trace))!.Summary.Status);
    }

    [Fact]
    public async Task Close_RootComesAfterTheTraceWasGivenUp_AmendsTheSummaryAndNotTheLog()
    {
        var root = Store.NewIngested(Store.NewTrace(), name: "root", status: SpanStatus.Error);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        var child = Store.NewIngested(root.Trace, root.Id, "child");
        await Store.TakeAsync(Owner, child);
        await AgeAsync(TimeSpan.FromMinutes(10));
        await Store.CloseAsync();

        Assert.Empty(await Store.TakeAsync(Owner, root));
        Assert.Empty(await Store.TakeAsync(Owner, Store.NewIngested(root.Trace, name: "a second root")));

        var found = (await Store.FindTraceAsync(Owner, root.Trace))!;
        Assert.Equal(
            ("root", SpanStatus.Error, 3), (found.Summary.RootName, found.Summary.Status, found.Summary.SpanCount));
        Assert.Equal([root.Id, child.Id], found.Spans.Take(2).Select(span => span.Id));
        var log = await Store.ReadSpanLogAsync(Owner, root.Trace);
        Assert.Equal([1, 2, 3], log.Entries.Select(entry => entry.Seq));
        Assert.Equal(0, await Store.CloseAsync());
    }

    [Fact]
    public async Task Close_ManyOfManyOwners_TakesSoManyAtATime()
    {
        var other = await Store.NewOwnerAsync();
        for (var count = 0; count < 3; count++)
        {
            await Store.TakeAsync(Owner, Store.NewIngested(Store.NewTrace()));
            await Store.TakeAsync(other, Store.NewIngested(Store.NewTrace()));
        }

        await AgeAsync(Quiet);

        Assert.Equal(4, await Store.CloseAsync(limit: 4));
        Assert.Equal(2, await Store.CloseAsync(limit: 4));
        Assert.Equal(0, await Store.CloseAsync(limit: 4));
        var traces = Store.Get<ITraceReader>();
        Assert.All(
            [
                .. (await traces.ListAsync(Owner, new TraceQuery { Limit = 9 }, Token)).Rows,
                .. (await traces.ListAsync(other, new TraceQuery { Limit = 9 }, Token)).Rows,
            ],
            trace => Assert.Equal(SpanStatus.Ok, trace.Status));
    }

    [Fact]
    public async Task Close_DeletedTrace_IsLeftAlone()
    {
        var root = Store.NewIngested(Store.NewTrace());
        await Store.TakeAsync(Owner, root);
        await Store.Get<IDeletions>().DeleteTraceAsync(Owner, root.Trace, Token);
        await AgeAsync(Quiet);

        Assert.Equal(0, await Store.CloseAsync());
        Assert.Null(await Store.FindTraceAsync(Owner, root.Trace));
    }

    [Fact]
    public async Task Close_WhileSpansComeIn_NothingIsLostAndNoNumberIsUsedTwice()
    {
        const int Times = 30;
        var root = Store.NewIngested(Store.NewTrace());
        await Store.TakeAsync(Owner, root);
        await AgeAsync(Quiet);
        var closing = Task.Run(() => Store.CloseAsync(), Token);
        for (var count = 0; count < Times; count++)
        {
            Assert.Empty(await Store.TakeAsync(Owner, Store.NewIngested(root.Trace, root.Id)));
        }

        await closing;
        await AgeAsync(Quiet);
        await Store.CloseAsync();

        var found = (await Store.FindTraceAsync(Owner, root.Trace))!;
        Assert.Equal((Times + 1, Times + 1), (found.Spans.Count, found.Summary.SpanCount));
        var log = await Store.ReadSpanLogAsync(Owner, root.Trace);
        Assert.IsType<LogEntry.TraceDone>(log.Entries[^1]);
        Assert.Equal(
            Enumerable.Range(1, log.Entries.Count).Select(seq => (long)seq), log.Entries.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task Close_TraceOfAProcessWhoseClockIsWrong_IsQuietByTheDatabasesClock()
    {
        Clock.Advance(TimeSpan.FromDays(365));
        await Store.TakeAsync(Owner, Store.NewIngested(Store.NewTrace()));
        Assert.Equal(0, await Store.CloseAsync());

        await AgeAsync(Quiet);

        Assert.Equal(1, await Store.CloseAsync());
    }

    [Fact]
    public async Task Close_TraceOfManySpans_ReadsNoneOfThem()
    {
        var root = Store.NewIngested(Store.NewTrace(), status: SpanStatus.Cancelled);
        var late = Store.NewIngested(root.Trace, root.Id) with { EndedAt = root.EndedAt.AddSeconds(7) };
        await Store.TakeAsync(Owner, late, Store.NewIngested(root.Trace, root.Id, status: SpanStatus.Error));
        await Store.TakeAsync(Owner, root);
        await AgeAsync(Quiet);
        await Store.Get<IContexts>().WriteAsync(
            context => context.Spans.Where(span => span.TraceId == root.Trace.Value).ExecuteDeleteAsync(Token), Token);

        Assert.Equal(1, await Store.CloseAsync());

        var summary = (await Store.FindTraceAsync(Owner, root.Trace))!.Summary;
        Assert.Equal(
            (SpanStatus.Cancelled, late.EndedAt, 3L), (summary.Status, summary.EndedAt, summary.SpanCount));
    }

    private async Task AgeAsync(TimeSpan time)
    {
        await using var context = Store.Get<IContexts>().CreateReading();
        foreach (var open in await context.OpenTraces.ToListAsync(Token))
        {
            await context.OpenTraces.Where(row => row.Id == open.Id).ExecuteUpdateAsync(
                it => it.SetProperty(row => row.LastArrival, open.LastArrival - time), Token);
        }
    }
}
