using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Tests.Streams;

/// <summary>A reader is behind what is in memory when another process goes on with the log.</summary>
public sealed class DistrustTests
{
    private static readonly Owner Reader = new(1, "agntz", "local");
    private static readonly RunId Run = new(Guid.CreateVersion7(DateTimeOffset.UnixEpoch));

    private readonly RunSignals _signals = new();
    private readonly Database _database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_OfWhatIsInMemoryWhenOthersHaveGoneOn_IsNotAllThereIs(bool hasLookedBefore)
    {
        using var slow = Follow();
        using var fast = Follow();
        _database.Last = 1;
        await ReadAsync(slow, 1);
        await ReadAsync(fast, 1);
        Commit(2, 3);
        if (hasLookedBefore)
        {
            await ReadAsync(fast, 2, 3);
            Assert.True(fast.IsCaughtUp);
        }

        _database.Last = 4;
        _signals.Hear(new LogName(Reader.Id, Run));

        await ReadAsync(slow, 2, 3);
        Assert.False(slow.IsCaughtUp);
        await ReadAsync(slow, 4);
        Assert.True(slow.IsCaughtUp);
    }

    private LogFollowing Follow() =>
        new RunFollower(_database, _signals).Follow(Reader, Run, LogKind.Events, 0, new Wakeup());

    private static async Task ReadAsync(LogFollowing following, params long[] numbers) => Assert.Equal(
        numbers, (await following.ReadAsync(Token))!.Entries.Select(entry => entry.Seq));

    private void Commit(params long[] numbers)
    {
        _database.Last = numbers[^1];
        _signals.Publish(new CommittedEntries
        {
            Trace = new TraceIdentity(Reader, Run, IsRun: true),
            Events = [.. numbers.Select(seq => new LogEntry.Event(seq, "x", "{}"))],
            Spans = [],
        });
    }

    /// <summary>The log as the database has it.</summary>
    private sealed class Database : ILogReader
    {
        public long Last { get; set; }

        public Task<LogPage?> ReadAsync(
            Owner owner, RunId run, LogKind kind, long after, CancellationToken cancellationToken) =>
            Task.FromResult<LogPage?>(new LogPage
            {
                Entries =
                [
                    .. Enumerable.Range(1, (int)Last).Where(seq => seq > after)
                        .Select(seq => new LogEntry.Event(seq, "x", "{}")),
                ],
                LastSeq = Last,
                IsEnded = false,
            });

        public Task<IReadOnlyDictionary<LogName, LogHeads>> ReadHeadsAsync(
            IReadOnlyCollection<LogName> logs, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
