using Agntz.Api.Streams;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Api.Tests.Streams;

public sealed class LogWatcherTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Doubts_OneAfterTheOther_AreAnsweredTogetherAfterAPause()
    {
        var (clock, signals, logs) = (new FakeTimeProvider(), new RunSignals(), new CountedHeads());
        signals.Follow(new LogName(1, new RunId(Guid.NewGuid())), new Wakeup());
        using var watcher = new LogWatcher(signals, logs, clock, NullLogger<LogWatcher>.Instance);
        await watcher.StartAsync(TestContext.Current.CancellationToken);
        signals.Doubts.Raise(WakeReasons.Changed);
        Assert.True(SpinWait.SpinUntil(() => logs.Count == 1, Patience));

        signals.Doubts.Raise(WakeReasons.Changed);

        // It stays raised, as nobody takes it before the clock moves.
        Assert.False(SpinWait.SpinUntil(
            () => !signals.Doubts.IsRaised(WakeReasons.Changed), TimeSpan.FromMilliseconds(300)));
        Assert.Equal(1, logs.Count);
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                clock.Advance(Pause);
                return logs.Count > 1;
            },
            Patience));
        await watcher.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class CountedHeads : ILogReader
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task<LogPage?> ReadAsync(
            Owner owner, RunId run, LogKind kind, long after, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<LogName, LogHeads>> ReadHeadsAsync(
            IReadOnlyCollection<LogName> logs, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return Task.FromResult<IReadOnlyDictionary<LogName, LogHeads>>(
                new Dictionary<LogName, LogHeads> { [logs.First()] = new(1, 1) });
        }
    }
}
