using System.Text;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Persistence.Compacting;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Composing;
using Agntz.Testing.Stores;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class SegmentCompactionConformance(StorageProvider provider) : StoreConformance(provider)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SegmentCompaction Compaction => Store.Get<SegmentCompaction>();

    [Fact]
    public async Task Compact_LogOfManyFlushes_KeepsEveryEventUnderItsNumberInFewHandyRows()
    {
        var hold = await WriteAsync(Enumerable.Range(0, 100).Select(number => number % 10 == 0 ? new string('ü', 9_000) : "x"));
        var before = await ReadAsync(hold.Id, 0);

        await Store.CompleteAsync(hold);
        await Compaction.RunAsync(Name(hold), Token);

        var rows = await RowsAsync(hold.Id);
        Assert.Equal(before.Select(it => it.Json), (await ReadAsync(hold.Id, 0)).SkipLast(1).Select(it => it.Json));
        Assert.InRange(rows.Count, 3, 5);
        Assert.All(rows, row => Assert.InRange(Encoding.UTF8.GetByteCount(row.Frames), 2, SegmentFilling.Handy));
        Assert.Equal(1, rows[0].FirstSeq);
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(pair.First.LastSeq + 1, pair.Second.FirstSeq));
        foreach (var after in rows.SelectMany(row => new[] { row.FirstSeq - 1, row.FirstSeq, row.LastSeq - 1, row.LastSeq }))
        {
            Assert.Equal(
                Enumerable.Range((int)after + 1, before.Count + 1 - (int)after).Select(seq => (long)seq),
                (await ReadAsync(hold.Id, after)).Select(it => it.Seq));
        }
    }

    [Fact]
    public async Task Compact_EventLongerThanARow_HasARowOfItsOwn()
    {
        var hold = await WriteAsync(Enumerable.Range(0, 10).Select(number => new string('a', number == 5 ? 70_000 : 10)));

        await Store.CompleteAsync(hold);
        await Compaction.RunAsync(Name(hold), Token);

        Assert.Equal([(1, 6), (7, 7), (8, 12)], (await RowsAsync(hold.Id)).Select(row => (row.FirstSeq, row.LastSeq)));
    }

    [Fact]
    public async Task Compact_RunThatIsActive_LeavesItsLogAlone()
    {
        var hold = await WriteAsync(Enumerable.Repeat("x", 20));

        Assert.False(await Compaction.RunAsync(Name(hold), Token));
        Assert.Equal(21, (await RowsAsync(hold.Id)).Count);
    }

    [Fact]
    public async Task FindLong_LogsOfManySizes_AreThoseOfMoreThanAFewSegments()
    {
        var few = await WriteAsync(Enumerable.Repeat("x", SegmentCompaction.Few - 1));
        var many = await WriteAsync(Enumerable.Repeat("x", SegmentCompaction.Few));
        var nobody = new LogName(Owner.Id, new RunId(Guid.NewGuid()));

        Assert.Equal([Name(many)], await Compaction.FindLongAsync([Name(few), Name(many), nobody], Token));
        Assert.False(await Compaction.RunAsync(nobody, Token));
    }

    [Fact]
    public async Task Compact_RunThatEnds_IsPutTogetherByItself()
    {
        var hold = await WriteAsync(Enumerable.Repeat("x", 20));
        var compacted = Store.Logs.NextAsync($"The log of run {hold.Id} was put together");

        await Store.CompleteAsync(hold);
        await compacted.WaitAsync(Patience, Token);

        Assert.Single(await RowsAsync(hold.Id));
    }

    [Fact]
    public async Task Compact_WhileALogIsRead_LeavesNoGapAndRepeatsNothing()
    {
        var hold = await WriteAsync(Enumerable.Range(0, 60).Select(number => new string('a', number * 200)));
        var logs = Store.Get<ILogReader>();
        var first = (await logs.ReadAsync(Owner, hold.Id, LogKind.Events, 0, Token))!;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reading = Task.Run(
            async () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    var seen = await ReadAsync(hold.Id, 0);
                    Assert.Equal(Enumerable.Range(1, seen.Count).Select(seq => (long)seq), seen.Select(it => it.Seq));
                    Assert.InRange(seen.Count, 61, 62);
                }
            },
            Token);

        await Store.CompleteAsync(hold);
        await Compaction.RunAsync(Name(hold), Token);
        await ended.CancelAsync();
        await reading;

        var rest = await ReadAsync(hold.Id, first.Entries[^1].Seq);
        Assert.Equal(
            Enumerable.Range(1, 62).Select(seq => (long)seq), first.Entries.Concat(rest).Select(entry => entry.Seq));
    }

    private LogName Name(RunHold hold) => new(Owner.Id, hold.Id);

    private async Task<RunHold> WriteAsync(IEnumerable<string> texts)
    {
        var hold = await Store.BeginAsync(Owner);
        foreach (var text in texts)
        {
            await Store.WriteAsync(hold, new RunChange.TextStreamed(hold.RootSpan, text));
        }

        return hold;
    }

    private async Task<List<RunEventsRow>> RowsAsync(RunId run)
    {
        await using var context = Store.Get<IContexts>().CreateReading();
        return await context.RunEvents.Where(row => row.RunId == run.Value).OrderBy(row => row.FirstSeq).ToListAsync(Token);
    }

    private async Task<List<LogEntry.Event>> ReadAsync(RunId run, long after)
    {
        var entries = new List<LogEntry.Event>();
        while (await Store.Get<ILogReader>().ReadAsync(Owner, run, LogKind.Events, after, Token) is { Entries.Count: > 0 } page)
        {
            entries.AddRange(page.Entries.Cast<LogEntry.Event>());
            after = page.Entries[^1].Seq;
        }

        return entries;
    }
}
