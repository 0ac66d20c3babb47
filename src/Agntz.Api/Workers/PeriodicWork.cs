namespace Agntz.Api.Workers;

/// <summary>
/// Does something once in every interval, the first time after one, until the host stops. What goes wrong is logged and
/// tried again at the next.
/// </summary>
internal abstract class PeriodicWork(TimeSpan interval, TimeProvider clock) : BackgroundService
{
    /// <summary>How much time lies between two times.</summary>
    protected TimeSpan Interval { get; } = interval;

    /// <summary>The time.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Does it once.</summary>
    internal abstract Task RunOnceAsync(CancellationToken cancellationToken);

    /// <summary>Says that it went wrong.</summary>
    protected abstract void LogFailure(Exception failure);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, Clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
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
}
