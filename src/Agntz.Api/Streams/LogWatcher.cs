using Agntz.Domain.Runs;
using Agntz.Domain.Streams;

namespace Agntz.Api.Streams;

/// <summary>
/// Looks once a second, and when there is doubt, at most ten times a second, how far the runs have come that are followed
/// here and executed elsewhere, all in one question, and wakes who follows those that have moved.
/// </summary>
internal sealed partial class LogWatcher(
    RunSignals signals, ILogReader logs, TimeProvider clock, ILogger<LogWatcher> logger) : BackgroundService
{
    private const int MostAtOnce = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks once.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var quiet in signals.Followed.Where(run => !run.TakeTouched()).Chunk(MostAtOnce))
        {
            var heads = await logs.ReadHeadsAsync([.. quiet.Select(run => run.Name)], cancellationToken);
            foreach (var run in quiet)
            {
                if (run.Observe(heads.TryGetValue(run.Name, out var head) ? head : null))
                {
                    signals.Hear(run.Name);
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wakeup = signals.Doubts;
        await using var timer = clock.CreateTimer(_ => wakeup.Raise(WakeReasons.Changed), null, Interval, Interval);
        await using var stopping = stoppingToken.UnsafeRegister(_ => wakeup.Raise(WakeReasons.Stopping), null);
        while ((await wakeup.WaitAsync() & WakeReasons.Stopping) == 0)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogCannotLook(failure, Interval);
            }

            // Doubts that come meanwhile are answered together: a connection that comes and goes makes many.
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The followed runs could not be looked at; trying again in {Interval}")]
    private partial void LogCannotLook(Exception failure, TimeSpan interval);
}
