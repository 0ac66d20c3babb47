using Agntz.Domain.Workers;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Workers;

/// <summary>
/// Gives the runs of lost workers to others: declares workers dead whose lease has run out, and takes back what dead
/// ones have. Every process that executes runs does this for all.
/// </summary>
internal sealed partial class RunReaper(
    IWorkerLeases leases, IRunRecovery recovery, RunDispatcher dispatcher, WorkerIdentity identity,
    IOptions<WorkerOptions> options, TimeProvider clock, ILogger<RunReaper> logger) : BackgroundService
{
    private const int PassesPerLease = 8;
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _lease = options.Value.LeaseDuration;

    /// <summary>Looks once.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await leases.ExpireAsync(identity.Current, _lease, cancellationToken) is > 0 and var dead)
        {
            LogDead(dead);
        }

        var recovered = await recovery.RecoverAsync(cancellationToken);
        if (recovered.Count > 0)
        {
            LogRecovered(recovered.Requeued, recovered.Ended, recovered.Readied);
            dispatcher.LookIntoQueue();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = _lease / PassesPerLease < LongestInterval ? _lease / PassesPerLease : LongestInterval;
        using var timer = new PeriodicTimer(interval, clock);
        do
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
                LogCannotLook(failure, interval);
            }
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} workers gave no sign of life for the length of their lease; they are dead")]
    private partial void LogDead(int count);

    [LoggerMessage(LogLevel.Information,
        "Runs were looked after: {Requeued} wait again, {Ended} have ended, {Readied} need not wait for their session any more")]
    private partial void LogRecovered(int requeued, int ended, int readied);

    [LoggerMessage(LogLevel.Warning, "Lost workers could not be looked for; trying again in {Interval}")]
    private partial void LogCannotLook(Exception failure, TimeSpan interval);
}
