using System.Collections.Concurrent;
using Agntz.Api.Workers;
using Agntz.Domain.Streams;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Streams;

/// <summary>
/// The streams this process serves. One timer gives all of them their signs of life. When the process is to stop, those
/// that only watch end at once, and those whose run is attached to them when their runs have had their time.
/// </summary>
internal sealed class OpenStreams : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<OpenStream, bool> _open = new();
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeSpan? _maxAge;
    private readonly TimeSpan _drainTimeout;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _drained;
    private readonly CancellationTokenSource _cutWatching;
    private readonly CancellationTokenSource _cutAttached;
    private readonly PeriodicTimer _timer;

    public OpenStreams(
        IHostApplicationLifetime lifetime, IOptions<StreamsOptions> streams, IOptions<WorkerOptions> worker,
        TimeProvider clock)
    {
        _lifetime = lifetime;
        _maxAge = streams.Value.MaxConnectionAge;
        _drainTimeout = worker.Value.DrainTimeout;
        _clock = clock;
        _drained = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _cutWatching = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _cutAttached = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _timer = new PeriodicTimer(Interval, clock);
        lifetime.ApplicationStopping.UnsafeRegister(
            static it => ((OpenStreams)it!).Stop(), this);
        _drained.Token.UnsafeRegister(
            static it => ((OpenStreams)it!).Raise(WakeReasons.Stopping, _ => true), this);
    }

    /// <summary>How many there are.</summary>
    public int Count => _open.Count;

    /// <summary>Fires when streams that only watch are to end.</summary>
    public CancellationToken Stopping => _lifetime.ApplicationStopping;

    /// <summary>Fires when requests whose run is attached to them are to end.</summary>
    public CancellationToken Drained => _drained.Token;

    /// <summary>Keeps a stream until what is returned is disposed.</summary>
    /// <param name="isAttached">Whether its run is attached to it.</param>
    /// <param name="aborted">Fires when its reader is gone.</param>
    public OpenStream Add(bool isAttached, CancellationToken aborted)
    {
        var ending = isAttached ? Drained : Stopping;
        var stream = new OpenStream(this, aborted, isAttached ? _cutAttached.Token : _cutWatching.Token);
        _open[stream] = isAttached;
        if (_maxAge is { } age && !isAttached)
        {
            stream.EndAfter(age, _clock);
        }

        // Put down first and looked at second: a stop in between reaches it one way or the other.
        if (ending.IsCancellationRequested)
        {
            stream.Wakeup.Raise(WakeReasons.Stopping);
        }

        return stream;
    }

    internal void Remove(OpenStream stream) => _open.TryRemove(stream, out _);

    public override void Dispose()
    {
        _timer.Dispose();
        _drained.Dispose();
        _cutWatching.Dispose();
        _cutAttached.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(stoppingToken))
            {
                Raise(WakeReasons.KeepAlive, _ => true);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void Stop()
    {
        _drained.CancelAfter(_drainTimeout);
        _cutWatching.CancelAfter(Grace);
        _cutAttached.CancelAfter(_drainTimeout + Grace);
        Raise(WakeReasons.Stopping, isAttached => !isAttached);
    }

    private void Raise(WakeReasons reason, Func<bool, bool> which)
    {
        foreach (var (stream, isAttached) in _open)
        {
            if (which(isAttached))
            {
                stream.Wakeup.Raise(reason);
            }
        }
    }
}
