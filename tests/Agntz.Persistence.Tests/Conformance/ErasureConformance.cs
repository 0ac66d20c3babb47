using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class ErasureConformance(StorageProvider provider) : StoreConformance(provider)
{
    [Fact]
    public async Task Erase_NothingWasDeleted_LeavesEverythingHoweverOldItIs()
    {
        var hold = await BeginAsync("chat");
        await Store.CompleteAsync(hold, "Hello", "Hi");
        var before = await StoredRows.CountAsync(Store, Token);
        Clock.Advance(TimeSpan.FromDays(10_000));

        Assert.False(await Store.Get<IErasure>().EraseAsync(1000, Token));

        Assert.Equal(before, await StoredRows.CountAsync(Store, Token));
    }

    [Fact]
    public async Task Erase_ManyDeletedThings_LeavesNothingOfThem()
    {
        for (var index = 0; index < 5; index++)
        {
            await Store.CompleteAsync(await BeginAsync("chat"), "Hello", "Hi");
        }

        var kept = await BeginAsync("other");
        await Store.CompleteAsync(kept, "Hello", "Hi");
        var single = await Store.BeginAsync(Owner);
        await Store.CompleteAsync(single);
        await Store.Get<IDeletions>().DeleteSessionAsync(Owner, "chat", Token);
        await Store.Get<IDeletions>().DeleteRunAsync(Owner, single.Id, Token);

        await EraseForgottenAsync();

        Assert.Equal(new StoredRows(1, 1, 2, 1, 1, 1, 2), await StoredRows.CountAsync(Store, Token));
    }

    [Fact]
    public async Task Erase_CutOffAfterAnyStep_IsGoneOnWith()
    {
        var hold = await BeginAsync("chat");
        for (var index = 0; index < 25; index++)
        {
            var span = Store.NewSpan(hold);
            await Store.WriteAsync(
                hold, new RunChange.SpanStarted(span, true), new RunChange.SpanEnded(Store.End(span)));
            await Store.WriteAsync(hold, new RunChange.EventRecorded(new RunEvent(
                "reply", """{"type":"reply","runId":"x","text":"x"}""")));
        }

        await Store.CompleteAsync(hold, "Hello", "Hi");
        await Store.Get<IDeletions>().DeleteSessionAsync(Owner, "chat", Token);
        var steps = 0;
        var last = await StoredRows.CountAsync(Store, Token);
        while (await Store.Get<IErasure>().EraseAsync(4, Token))
        {
            var now = await StoredRows.CountAsync(Store, Token);
            Assert.InRange(last.Spans - now.Spans, 0, 4);
            Assert.InRange(last.Segments - now.Segments, 0, 4);
            Assert.Null(await Store.Get<IRunReader>().FindAsync(Owner, hold.Id, Token));
            Assert.True(now.Runs == 1 || now.Segments == 0, "The run went before its log.");
            Assert.True(now.Traces == 1 || now.Spans == 0, "The trace went before its spans.");
            (last, steps) = (now, steps + 1);
        }

        Assert.True(steps > 6, $"Everything went in {steps} steps.");
        await EraseForgottenAsync(4);
        Assert.Equal(StoredRows.None, await StoredRows.CountAsync(Store, Token));
    }

    [Fact]
    public async Task Erase_TraceThatWasDeletedBeforeItWasDone_GoesInBoundedSteps()
    {
        var trace = Store.NewTrace();
        await Store.TakeAsync(Owner, [.. Enumerable.Range(0, 11).Select(_ => Store.NewIngested(trace))]);
        await Store.Get<IDeletions>().DeleteTraceAsync(Owner, trace, Token);
        var last = await StoredRows.CountAsync(Store, Token);

        while (await Store.Get<IErasure>().EraseAsync(4, Token))
        {
            var now = await StoredRows.CountAsync(Store, Token);
            Assert.InRange(last.Spans - now.Spans, 0, 4);
            last = now;
        }

        Assert.Equal(StoredRows.None with { Traces = 1 }, last);
        await EraseForgottenAsync(4);
        Assert.Equal(StoredRows.None, await StoredRows.CountAsync(Store, Token));
    }

    [Fact]
    public async Task Erase_ByManyAtOnce_ErasesEverythingOnce()
    {
        for (var index = 0; index < 30; index++)
        {
            var hold = await Store.BeginAsync(Owner);
            await Store.CompleteAsync(hold);
            await Store.Get<IDeletions>().DeleteRunAsync(Owner, hold.Id, Token);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => EraseAsync(5), Token)));
        Clock.Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => EraseAsync(5), Token)));

        Assert.Equal(StoredRows.None, await StoredRows.CountAsync(Store, Token));
    }

    private async Task<RunHold> BeginAsync(string session) => (await Store.CreateAsync(
        Store.NewRun(Owner, session, SessionConflict.Enqueue, await Store.NewWorkerAsync())))!;
}
