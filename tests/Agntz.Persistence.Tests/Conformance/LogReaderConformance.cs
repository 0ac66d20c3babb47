using System.Security.Cryptography;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Domain.Traces.Ingestion;
using Agntz.Testing.Stores;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class LogReaderConformance(StorageProvider provider) : StoreConformance(provider)
{
    private const int Many = 700;

    private ILogReader Logs => Store.Get<ILogReader>();

    [Theory]
    [InlineData(LogKind.Events)]
    [InlineData(LogKind.Spans)]
    public async Task Read_PieceByPiece_GivesEveryEntryOnceFromAnyCursor(LogKind kind)
    {
        var hold = await Store.BeginAsync(Owner);
        for (var written = 0; written < Many; written += 70)
        {
            await Store.WriteAsync(hold, [.. Enumerable.Range(written, 70).SelectMany(Changes)]);
        }

        await Store.CompleteAsync(hold);

        foreach (var after in new long[] { 0, 1, 69, 70, 71, 255, 256, 257, Many - 1 })
        {
            var (entries, end) = await ReadToEndAsync(hold.Id, kind, after);
            Assert.Equal(Enumerable.Range((int)after + 1, (int)(end.LastSeq - after)).Select(seq => (long)seq),
                entries.Select(entry => entry.Seq));
        }

        IEnumerable<RunChange> Changes(int number)
        {
            var span = Store.NewSpan(hold);
            return
            [
                new RunChange.SpanStarted(span, false),
                new RunChange.EventRecorded(RunEvents.TextAdded(hold.Id, span.Id, $"{number}")),
                new RunChange.SpanEnded(Store.End(span)),
            ];
        }
    }

    [Fact]
    public async Task Read_LargeSpans_GivesThemInPiecesThatFitIntoLittleMemory()
    {
        const int Count = 20;
        var trace = Store.NewTrace();
        var text = Convert.ToHexString(RandomNumberGenerator.GetBytes(30_000));
        await Store.TakeAsync(Owner, [.. Enumerable.Range(0, Count).Select(_ => Store.NewIngested(trace) with
        {
            Attributes = $$"""{"text":"{{text}}"}""",
        })]);
        await Store.Get<ITraceClosing>().CloseAsync(TimeSpan.Zero, TimeSpan.Zero, Count, Token);

        var page = await Logs.ReadAsync(Owner, trace, LogKind.Spans, 0, Token);
        var (entries, end) = await ReadToEndAsync(trace, LogKind.Spans, 0);

        Assert.InRange(page!.Entries.Count, 1, 4);
        Assert.False(page.IsOverFor(0));
        Assert.Equal(Enumerable.Range(1, (2 * Count) + 1).Select(seq => (long)seq), entries.Select(entry => entry.Seq));
        Assert.IsType<LogEntry.TraceDone>(end.Entries[^1]);
    }

    [Fact]
    public async Task Follow_SpansThatComeIn_WakesTheFollower()
    {
        var root = Store.NewIngested(Store.NewTrace());
        await Store.TakeAsync(Owner, root);
        var wakeup = new Wakeup();
        Store.Get<RunSignals>().Follow(new LogName(Owner.Id, root.Trace), wakeup);

        await Store.TakeAsync(Owner, Store.NewIngested(root.Trace, root.Id));

        await wakeup.WaitAsync().AsTask().WaitAsync(RunSteps.Patience, Token);
    }

    [Fact]
    public async Task Read_SpansThatEndedLater_ShowsEachAsItWasAtItsStartAndAtItsEnd()
    {
        var hold = await Store.BeginAsync(Owner);
        var span = Store.NewSpan(hold);
        await Store.WriteAsync(hold, new RunChange.SpanStarted(span, true));
        Clock.Advance(TimeSpan.FromSeconds(2));
        await Store.WriteAsync(hold, new RunChange.SpanEnded(Store.End(span, SpanStatus.Error) with { Error = "no" }));
        await Store.CompleteAsync(hold);

        var page = await Logs.ReadAsync(Owner, hold.Id, LogKind.Spans, 1, Token);

        var started = Assert.IsType<LogEntry.SpanStarted>(page!.Entries[0]).Span;
        var ended = Assert.IsType<LogEntry.SpanEnded>(page.Entries[1]).Span;
        var done = Assert.IsType<LogEntry.TraceDone>(page.Entries[^1]).Summary;
        Assert.Equal((SpanStatus.Running, null, null), (started.Status, started.EndedAt, started.Error));
        Assert.Equal("""{"at":"start"}""", started.Attributes);
        Assert.Equal((SpanStatus.Error, Clock.GetUtcNow(), "no"), (ended.Status, ended.EndedAt, ended.Error));
        Assert.Equal("""{"at":"start","at-end":true}""", ended.Attributes);
        Assert.Equal((SpanStatus.Ok, 2, 3), (done.Status, done.SpanCount, done.TotalTokens));
    }

    [Theory]
    [InlineData(LogKind.Events)]
    [InlineData(LogKind.Spans)]
    public async Task Read_AtTheEndOfWhatThereIs_SaysWhetherMoreMayCome(LogKind kind)
    {
        var hold = await Store.BeginAsync(Owner);

        var before = await Logs.ReadAsync(Owner, hold.Id, kind, 1, Token);
        await Store.CompleteAsync(hold);
        var last = (await Logs.ReadAsync(Owner, hold.Id, kind, 0, Token))!.LastSeq;
        var after = await Logs.ReadAsync(Owner, hold.Id, kind, last, Token);

        Assert.Equal((0, 1, false), (before!.Entries.Count, before.LastSeq, before.IsEnded));
        Assert.Equal((0, last, true), (after!.Entries.Count, after.LastSeq, after.IsEnded));
        Assert.True(after.IsOverFor(last));
    }

    [Theory]
    [InlineData(LogKind.Events)]
    [InlineData(LogKind.Spans)]
    public async Task Read_LogOfSomebodyElseOrOfNobody_IsUnknown(LogKind kind)
    {
        var hold = await Store.BeginAsync(Owner);
        var stranger = await Store.NewOwnerAsync();

        Assert.Null(await Logs.ReadAsync(stranger, hold.Id, kind, 0, Token));
        Assert.Null(await Logs.ReadAsync(Owner, new RunId(Guid.NewGuid()), kind, 0, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Read_LogThatWentWithItsRun_GivesTheLastEntryAloneWhateverTheCursor(long after)
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.CompleteAsync(hold);
        await using (var context = Store.Get<IContexts>().CreateReading())
        {
            await context.Runs.ExecuteUpdateAsync(runs => runs.SetProperty(run => run.Retention, "result"), Token);
            await context.RunEvents.ExecuteDeleteAsync(Token);
            await context.Spans.ExecuteDeleteAsync(Token);
        }

        var events = await Logs.ReadAsync(Owner, hold.Id, LogKind.Events, after, Token);
        var spans = await Logs.ReadAsync(Owner, hold.Id, LogKind.Spans, after, Token);

        var end = Assert.IsType<LogEntry.Event>(Assert.Single(events!.Entries));
        var done = Assert.IsType<LogEntry.TraceDone>(Assert.Single(spans!.Entries));
        Assert.Equal(
            $$"""{"type":"run-complete","runId":"{{hold.Id}}","result":{"output":"done"},"logRemoved":true,"seq":2}""",
            end.Json);
        Assert.Equal((3, true), (done.Seq, done.LogRemoved));
        Assert.True(events is { IsEnded: true, IsRemoved: true } && spans is { IsEnded: true, IsRemoved: true });
    }

    [Fact]
    public async Task ReadHeads_OfManyLogs_SaysHowFarEachHasComeAndLeavesOutWhatIsNotThere()
    {
        var running = await Store.BeginAsync(Owner);
        var ended = await Store.BeginAsync(Owner);
        await Store.WriteAsync(running, new RunChange.SpanStarted(Store.NewSpan(running), false));
        await Store.CompleteAsync(ended);
        var stranger = await Store.NewOwnerAsync();
        var (one, other) = (new LogName(Owner.Id, running.Id), new LogName(Owner.Id, ended.Id));

        var heads = await Logs.ReadHeadsAsync(
            [one, other, new(stranger.Id, running.Id), new(Owner.Id, new RunId(Guid.NewGuid()))], Token);

        Assert.Equal(2, heads.Count);
        Assert.Equal(new LogHeads(1, 2), heads[one]);
        Assert.Equal(new LogHeads(2, 3), heads[other]);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public async Task Read_SpanThatDidNotEndWell_TellsThatItsTextIsVoidWhereThereWasAny(int texts, bool endsWithTheRun)
    {
        var hold = await Store.BeginAsync(Owner);
        var (span, other) = (Store.NewSpan(hold), Store.NewSpan(hold));
        RunChange[] changes =
        [
            new RunChange.SpanStarted(span, true),
            new RunChange.SpanStarted(other, true),
            new RunChange.TextStreamed(other.Id, "elsewhere"),
            .. Enumerable.Range(1, texts).Select(number => new RunChange.TextStreamed(span.Id, $"{number}")),
        ];
        var end = new RunChange.SpanEnded(Store.End(span, SpanStatus.Error) with { VoidsText = true });
        var wellEnded = new RunChange.SpanEnded(Store.End(other));
        if (texts == 2)
        {
            await Store.WriteAsync(hold, changes);
            changes = [];
        }

        await Store.EndAsync(hold, new RunOutcome.Cancelled("stopped"), leavesSpansOpen: true,
            endsWithTheRun ? [.. changes, wellEnded] : [.. changes, end, wellEnded]);

        var (entries, _) = await ReadToEndAsync(hold.Id, LogKind.Events, 0);
        var events = entries.Cast<LogEntry.Event>().ToList();
        Assert.Equal(
            texts == 0 ? ["run-spawn", "text-delta", "run-cancelled"] :
            ["run-spawn", "text-delta", .. Enumerable.Repeat("text-delta", texts), "text-void", "run-cancelled"],
            events.Select(it => it.Type));
        if (texts > 0)
        {
            Assert.Equal(
                $$"""{"type":"text-void","runId":"{{hold.Id}}","spanId":"{{span.Id}}","seq":{{events.Count - 1}}}""",
                events[^2].Json);
        }
    }

    private async Task<(IReadOnlyList<LogEntry> Entries, LogPage End)> ReadToEndAsync(RunId run, LogKind kind, long after)
    {
        var entries = new List<LogEntry>();
        while (true)
        {
            var page = await Logs.ReadAsync(Owner, run, kind, after, Token);
            entries.AddRange(page!.Entries);
            if (page.IsOverFor(after))
            {
                return (entries, page);
            }

            after = page.Entries[^1].Seq;
        }
    }
}
