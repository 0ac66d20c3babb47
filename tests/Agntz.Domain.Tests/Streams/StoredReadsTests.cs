using System.Threading.Channels;
using Agntz.Domain.Streams;

namespace Agntz.Domain.Tests.Streams;

public sealed class StoredReadsTests
{
    private readonly StoredReads _reads = new(Timeout.InfiniteTimeSpan);
    private readonly Channel<TaskCompletionSource<LogPage?>> _asked =
        Channel.CreateUnbounded<TaskCompletionSource<LogPage?>>();

    [Fact]
    public async Task Read_WhenOneReadsWhatOthersLack_IsGivenToThemAsOld()
    {
        var (first, second, third) = (AskAsync(0), AskAsync(0), AskAsync(2));
        var page = Page(1, 3);
        (await NextAsync()).SetResult(page);

        Assert.Same(page, await first);
        Assert.Equal([1, 2, 3], Numbers(await second));
        Assert.Equal([3], Numbers(await third));
        Assert.True((await second)!.IsOld);
        Assert.Equal(0, _asked.Reader.Count);
        GC.KeepAlive(page);
    }

    [Fact]
    public async Task Read_ThatBeganAfterOthersAsked_IsAsGoodAsTheirOwn()
    {
        var (first, second, third) = (AskAsync(3), AskAsync(3), AskAsync(3));
        (await NextAsync()).SetResult(Empty(3));
        Assert.Empty((await first)!.Entries);
        var page = Page(4, 5);
        (await NextAsync()).SetResult(page);

        Assert.Same(page, await second);
        Assert.Equal([4, 5], Numbers(await third));
        Assert.False((await third)!.IsOld);
        Assert.Equal(0, _asked.Reader.Count);
        GC.KeepAlive(page);
    }

    [Fact]
    public async Task Read_OfWhatFollowsAPageThatIsNotAll_AsksTheDatabase()
    {
        var (first, second, third) = (AskAsync(0), AskAsync(3), AskAsync(5));
        (await NextAsync()).SetResult(null);
        Assert.Null(await first);
        var page = Page(4, 5) with { LastSeq = 9 };
        (await NextAsync()).SetResult(page);
        Assert.Same(page, await second);

        (await NextAsync()).SetResult(Page(6, 9));

        Assert.Equal([6, 7, 8, 9], Numbers(await third));
        GC.KeepAlive(page);
    }

    [Fact]
    public async Task Read_OfWhatFollowsAnOldPage_AsksTheDatabase()
    {
        var first = AskAsync(0);
        var page = Page(1, 3);
        (await NextAsync()).SetResult(page);
        await first;

        var second = AskAsync(3);
        (await NextAsync()).SetResult(Empty(3));

        Assert.Empty((await second)!.Entries);
        Assert.False((await second)!.IsOld);
        GC.KeepAlive(page);
    }

    [Fact]
    public async Task Read_ThatFails_FailsAloneAndTheNextReadsItself()
    {
        var (first, second) = (AskAsync(0), AskAsync(0));
        (await NextAsync()).SetException(new InvalidOperationException("away"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);

        (await NextAsync()).SetResult(Page(1, 1));

        Assert.Equal([1], Numbers(await second));
    }

    private static IEnumerable<long> Numbers(LogPage? page) => page!.Entries.Select(entry => entry.Seq);

    private static LogPage Page(long first, long last) => new()
    {
        Entries =
        [
            .. Enumerable.Range((int)first, (int)(last - first + 1)).Select(seq => new LogEntry.Event(seq, "x", "{}")),
        ],
        LastSeq = last,
        IsEnded = false,
    };

    private static LogPage Empty(long last) => new() { Entries = [], LastSeq = last, IsEnded = false };

    private ValueTask<TaskCompletionSource<LogPage?>> NextAsync() =>
        _asked.Reader.ReadAsync(TestContext.Current.CancellationToken);

    private Task<LogPage?> AskAsync(long after) => _reads.ReadAsync(
        after,
        () =>
        {
            var asked = new TaskCompletionSource<LogPage?>();
            _asked.Writer.TryWrite(asked);
            return asked.Task;
        },
        TestContext.Current.CancellationToken);
}
