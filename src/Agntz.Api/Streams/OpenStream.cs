using Agntz.Domain.Streams;

namespace Agntz.Api.Streams;

/// <summary>One stream that is served, until it is disposed.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly OpenStreams _streams;
    private readonly CancellationTokenRegistration _aborting;
    private ITimer? _age;

    public OpenStream(OpenStreams streams, CancellationToken aborted, CancellationToken cut)
    {
        _streams = streams;
        Cut = cut;
        _aborting = aborted.UnsafeRegister(static it => ((Wakeup)it!).Raise(WakeReasons.Aborted), Wakeup);
    }

    /// <summary>What it waits on.</summary>
    public Wakeup Wakeup { get; } = new();

    /// <summary>
    /// Fires when it must end whether its reader reads or not: a while after it was told to, so that whoever reads gets
    /// what is on its way and an answer that ends well.
    /// </summary>
    public CancellationToken Cut { get; }

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
