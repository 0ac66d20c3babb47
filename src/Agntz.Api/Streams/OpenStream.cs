using Agntz.Domain.Streams;

namespace Agntz.Api.Streams;

/// <summary>One stream that is served, until it is disposed.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly OpenStreams _streams;
    private readonly CancellationTokenRegistration _aborting;
    private ITimer? _age;

    public OpenStream(OpenStreams streams, CancellationToken aborted, CancellationToken stopping)
    {
        _streams = streams;
        Stopping = stopping;
        _aborting = aborted.UnsafeRegister(static it => ((Wakeup)it!).Raise(WakeReasons.Aborted), Wakeup);
    }

    /// <summary>What it waits on.</summary>
    public Wakeup Wakeup { get; } = new();

    /// <summary>Fires when it is to end whether its reader reads or not.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Ends it when it is so old.</summary>
    public void EndAfter(TimeSpan age, TimeProvider clock) => _age = clock.CreateTimer(
        static it => ((Wakeup)it!).Raise(WakeReasons.Stopping), Wakeup, age, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _streams.Remove(this);
        _aborting.Dispose();
        _age?.Dispose();
    }
}
