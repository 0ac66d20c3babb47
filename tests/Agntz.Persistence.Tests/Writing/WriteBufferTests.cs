using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Persistence.Writing.Buffering;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Persistence.Tests.Writing;

public sealed class WriteBufferTests
{
    private const long Mebibyte = 1024 * 1024;

    private readonly FakeTimeProvider _clock = new();
    private int _runs;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_ManyOwners_TakesOneEntryOfEachInTurn()
    {
        var buffer = NewBuffer();
        Append(buffer, owner: 1, count: 3);
        Append(buffer, owner: 2, count: 1);

        Assert.Equal([1, 2, 1, 1], await TakeAsync(buffer));
    }

    [Fact]
    public async Task Take_OwnerWithMuch_LeavesRoomForOthersInEveryBatch()
    {
        var buffer = NewBuffer();
        Append(buffer, owner: 1, count: 12, bytes: Mebibyte);
        Append(buffer, owner: 2, count: 1);

        Assert.Contains(2, await TakeAsync(buffer));
    }

    [Fact]
    public async Task Take_MoreThanAFlushHolds_StopsAtItsBytesAndItsRuns()
    {
        var large = NewBuffer();
        Append(large, owner: 1, count: 6, bytes: Mebibyte);
        var many = NewBuffer();
        Append(many, owner: 1, count: FlushBatch.MaxRuns + 1);

        Assert.Equal(4, (await TakeAsync(large)).Count);
        Assert.Equal(FlushBatch.MaxRuns, (await TakeAsync(many)).Count);
    }

    [Fact]
    public async Task Take_EntryLargerThanAFlush_ComesAlone()
    {
        var buffer = NewBuffer();
        Append(buffer, owner: 1, count: 1, bytes: 6 * Mebibyte);
        Append(buffer, owner: 2, count: 1);

        Assert.Equal([1], await TakeAsync(buffer));
        Assert.Equal([2], await TakeAsync(buffer));
    }

    [Fact]
    public async Task Append_OwnerBeyondItsShare_WaitsOutsideWithoutHoldingUpOthers()
    {
        var buffer = new WriteBuffer(4 * Mebibyte, _clock);
        Append(buffer, owner: 1, count: 3, bytes: Mebibyte);
        Append(buffer, owner: 2, count: 1, bytes: Mebibyte);

        var first = await buffer.TakeAsync(Token);
        Assert.Equal([1, 2, 1], first.Select(entry => entry.OwnerId));
        buffer.Release(first);
        Assert.Equal([1], await TakeAsync(buffer));
    }

    [Fact]
    public async Task Take_RestrictedOwner_ComesAloneAndNeverTwiceInARow()
    {
        var buffer = NewBuffer();
        Append(buffer, owner: 1, count: 8);
        buffer.PutBack(await buffer.TakeAsync(Token), limit: 2, TimeSpan.Zero);
        var batches = new List<IReadOnlyList<long>>();
        for (var number = 0; number < 6; number++)
        {
            Append(buffer, owner: 2, count: 1);
            batches.Add(await TakeAsync(buffer));
        }

        Assert.All(batches, batch => Assert.Single(batch.Distinct()));
        Assert.Equal(3, batches.Count(batch => batch is [1, 1]));
        Assert.All(batches.Zip(batches.Skip(1)), pair => Assert.NotEqual(pair.First[0], pair.Second[0]));
    }

    [Fact]
    public async Task PutBack_KeepsTheOrderBeforeWhatCameMeanwhile()
    {
        var buffer = NewBuffer();
        var early = Append(buffer, owner: 1, count: 2);
        var taken = await buffer.TakeAsync(Token);
        var late = Append(buffer, owner: 1, count: 1);
        buffer.PutBack(taken, limit: 10, TimeSpan.Zero);

        Assert.Equal([.. early, .. late], await buffer.TakeAsync(Token));
    }

    [Fact]
    public async Task PutBack_WithAPause_IsTakenOnlyAfterIt()
    {
        var buffer = NewBuffer();
        Append(buffer, owner: 1, count: 1);
        buffer.PutBack(await buffer.TakeAsync(Token), limit: 1, TimeSpan.FromSeconds(1));

        var taking = buffer.TakeAsync(Token);
        Assert.False(taking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await taking);
    }

    [Fact]
    public async Task PutBackSuspect_IsServedAloneUntilItHasCommitted()
    {
        var buffer = NewBuffer();
        Append(buffer, owner: 1, count: 1);
        buffer.PutBackSuspect(await buffer.TakeAsync(Token));
        Append(buffer, owner: 2, count: 1);
        var batches = new[] { await buffer.TakeAsync(Token), await buffer.TakeAsync(Token) };
        Assert.All(batches, batch => Assert.Single(batch));

        Array.ForEach(batches, buffer.Release);
        Append(buffer, owner: 1, count: 1);
        Append(buffer, owner: 2, count: 1);
        Assert.Equal(2, (await TakeAsync(buffer)).Count);
    }

    [Fact]
    public async Task StalledFor_RefusalsWithoutACommit_CountAsProgressOnlyForAWhile()
    {
        var buffer = NewBuffer();
        Append(buffer, owner: 1, count: 1);
        for (var refusal = 0; refusal < 6; refusal++)
        {
            buffer.PutBack(await buffer.TakeAsync(Token), limit: 1, TimeSpan.Zero);
            Assert.Equal(TimeSpan.Zero, buffer.StalledFor);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        buffer.PutBack(await buffer.TakeAsync(Token), limit: 1, TimeSpan.Zero);
        Assert.Equal(TimeSpan.FromSeconds(1), buffer.StalledFor);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(2), buffer.StalledFor);
    }

    [Fact]
    public async Task Append_LargeEntryThatWaitsForTheBuffer_IsNotOvertaken()
    {
        var buffer = new WriteBuffer(4 * Mebibyte, _clock);
        Append(buffer, owner: 1, count: 2, bytes: Mebibyte);
        Append(buffer, owner: 2, count: 2, bytes: Mebibyte);
        var full = await buffer.TakeAsync(Token);
        Append(buffer, owner: 3, count: 1, bytes: 2 * Mebibyte);
        buffer.Release([full[0]]);
        Append(buffer, owner: 4, count: 1, bytes: Mebibyte);
        buffer.Release([full[1]]);

        Assert.Equal([3], await TakeAsync(buffer));
    }

    [Fact]
    public async Task Force_ComesBeforeWhatWaits()
    {
        var buffer = NewBuffer();
        Append(buffer, owner: 1, count: 2);
        var ending = NewEntry(owner: 1, bytes: 1024);
        buffer.Force(ending);

        Assert.Same(ending, (await buffer.TakeAsync(Token))[0]);
    }

    [Fact]
    public async Task Close_WhileAFlushHasEntries_DropsThemAsWell()
    {
        var buffer = NewBuffer();
        Append(buffer, owner: 1, count: 1);
        var taken = await buffer.TakeAsync(Token);

        buffer.Close();

        Assert.True(taken.Single().IsSettled);
        buffer.PutBack(taken, limit: 1, TimeSpan.Zero);
        Assert.Empty(await buffer.TakeAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task StalledFor_CountsFromTheLastProgressWhileSomethingWaits()
    {
        var buffer = NewBuffer();
        Assert.Equal(TimeSpan.Zero, buffer.StalledFor);

        _clock.Advance(TimeSpan.FromSeconds(5));
        Append(buffer, owner: 1, count: 2);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), buffer.StalledFor);

        var batch = await buffer.TakeAsync(Token);
        Append(buffer, owner: 1, count: 1);
        buffer.Release(batch);
        Assert.Equal(TimeSpan.Zero, buffer.StalledFor);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), buffer.StalledFor);

        buffer.Release(await buffer.TakeAsync(Token));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, buffer.StalledFor);
    }

    [Fact]
    public async Task Close_DropsWhatWaitsAndWhatComesLater()
    {
        var buffer = NewBuffer();
        var before = Append(buffer, owner: 1, count: 1).Single();
        buffer.Close();
        var after = Append(buffer, owner: 1, count: 1).Single();

        Assert.All([before, after], entry => Assert.True(entry.IsSettled));
        Assert.Empty(await buffer.TakeAsync(new CancellationToken(canceled: true)));
    }

    private static async Task<IReadOnlyList<long>> TakeAsync(WriteBuffer buffer) =>
        [.. (await buffer.TakeAsync(Token)).Select(entry => entry.OwnerId)];

    private WriteBuffer NewBuffer() => new(64 * Mebibyte, _clock);

    private List<BufferEntry> Append(WriteBuffer buffer, long owner, int count, long bytes = 1024)
    {
        List<BufferEntry> entries = [.. Enumerable.Range(0, count).Select(_ => NewEntry(owner, bytes))];
        entries.ForEach(buffer.Append);
        return entries;
    }

    private ChangeEntry NewEntry(long owner, long bytes)
    {
        var hold = new RunHold(
            new Owner(owner, "issuer", "subject"), new RunId(new Guid(++_runs, 0, 0, new byte[8])), Guid.Empty, 1,
            new SpanId(1));
        var text = new string('x', (int)((bytes - 1024) / sizeof(char)));
        return new ChangeEntry(new RunWrite(hold, [new RunChange.TextStreamed(new SpanId(2), text)], null));
    }
}
