namespace Agntz.Api.Workers;

/// <summary>
/// Does something once in every interval, the first time after one, until the host stops. What goes wrong is logged and
/// tried again at the next.
/// </summary>
internal abstract class PeriodicWork(TimeSpan interval, TimeProvider clock) : BackgroundService
{
    private TaskCompletionSource _soon = NewSignal();

    /// <summary>How much time lies between two times.</summary>
    protected TimeSpan Interval { get; } = interval;

    /// <summary>The time.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Does it once.</summary>
    internal abstract Task RunOnceAsync(CancellationToken cancellationToken);

    /// <summary>Says that it went wrong.</summary>
    protected abstract void LogFailure(Exception failure);

    /// <summary>Has it done at once, out of turn. Safe for concurrent callers; never waits.</summary>
    protected void RunSoon() => Volatile.Read(ref _soon).TrySetResult();

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, Clock);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.WhenAny(tick, Volatile.Read(ref _soon).Task);
                if (tick.IsCompleted)
                {
                    await tick;
                    tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                }
                else
                {
                    Volatile.Write(ref _soon, NewSignal());
                }

                await RunOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogFailure(failure);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
