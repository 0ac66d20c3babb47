using Agntz.Domain.Ids;
using Agntz.Domain.Workers;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Workers;

/// <summary>
/// Keeps this process's lease alive on a loop of its own, so that work never delays a sign of life. Registers before
/// the host goes on: a process that cannot reach its database does not start.
/// </summary>
internal sealed partial class LeaseRenewer(
    IWorkerLeases leases, WorkerIdentity identity, IdSource ids, IOptions<WorkerOptions> options, TimeProvider clock,
    ILogger<LeaseRenewer> logger) : BackgroundService
{
    private readonly TimeSpan _lease = options.Value.LeaseDuration;
    private readonly TimeSpan _interval = options.Value.HeartbeatInterval ?? options.Value.LeaseDuration / 3;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RegisterAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Gives one sign of life; goes on as a new incarnation where this one was declared dead.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (identity.Current is { } worker && !await leases.RenewAsync(worker, _lease, cancellationToken))
        {
            LogDead(worker);
            await RegisterAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, clock);
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
                LogCannotRenew(failure, _interval);
            }
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var incarnation = ids.NewGuid();
        await leases.RegisterAsync(incarnation, _lease, cancellationToken);
        identity.Become(incarnation);
        LogRegistered(incarnation, _lease);
    }

    [LoggerMessage(LogLevel.Information, "This process executes runs as worker {WorkerId} with a lease of {Lease}")]
    private partial void LogRegistered(Guid workerId, TimeSpan lease);

    [LoggerMessage(LogLevel.Warning, "Worker {WorkerId} was declared dead; going on as a new one")]
    private partial void LogDead(Guid workerId);

    [LoggerMessage(LogLevel.Warning, "The lease could not be renewed; trying again in {Interval}")]
    private partial void LogCannotRenew(Exception failure, TimeSpan interval);
}
