using System.Diagnostics.Metrics;
using Agntz.Api.Telemetry;
using Agntz.Domain.Workers;
using Agntz.Testing.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Api.Tests.Telemetry;

public sealed class QueueWatchTests : AgntzApplicationTest
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-03-04T05:06:07Z"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_WithoutAListener_IsNotLookedAt()
    {
        var queue = new FakeQueue(new QueueState(3, _clock.GetUtcNow()));

        await Watch(queue).RunOnceAsync(Token);

        Assert.Equal(0, queue.Looks);
    }

    [Fact]
    public async Task Queue_ThatIsListenedTo_IsWhatWasSeenLast()
    {
        using var values = new MeasuredValues(Service.Get<IMeterFactory>());
        Assert.Empty(values.Ask("agntz.queue.depth"));

        await Watch(new FakeQueue(new QueueState(3, _clock.GetUtcNow().AddSeconds(-90)))).RunOnceAsync(Token);

        Assert.Equal(3, Assert.Single(values.Ask("agntz.queue.depth")).Value);
        Assert.Equal(90, Assert.Single(values.Ask("agntz.queue.lag")).Value);
    }

    [Fact]
    public async Task EmptyQueue_HasNoLag()
    {
        using var values = new MeasuredValues(Service.Get<IMeterFactory>());

        await Watch(new FakeQueue(default)).RunOnceAsync(Token);

        Assert.Equal(0, Assert.Single(values.Ask("agntz.queue.depth")).Value);
        Assert.Equal(0, Assert.Single(values.Ask("agntz.queue.lag")).Value);
    }

    [Fact]
    public async Task QueueThatCannotBeLookedAt_IsNotToldOf()
    {
        using var values = new MeasuredValues(Service.Get<IMeterFactory>());
        var queue = new FakeQueue(new QueueState(3, _clock.GetUtcNow()));
        using var watch = Watch(queue);
        await watch.RunOnceAsync(Token);
        queue.IsAway = true;

        await Assert.ThrowsAsync<TimeoutException>(() => watch.RunOnceAsync(Token));

        Assert.Empty(values.Ask("agntz.queue.depth"));
        Assert.Empty(values.Ask("agntz.queue.lag"));
    }

    private QueueWatch Watch(IQueueReader queue) =>
        new(queue, Service.Get<ProcessInstruments>(), _clock, NullLogger<QueueWatch>.Instance);

    private sealed class FakeQueue(QueueState state) : IQueueReader
    {
        public int Looks { get; private set; }

        public bool IsAway { get; set; }

        public Task<QueueState> ReadAsync(int most, CancellationToken cancellationToken)
        {
            Looks++;
            return IsAway ? Task.FromException<QueueState>(new TimeoutException()) : Task.FromResult(state);
        }
    }
}
