using System.Data.Common;
using Agntz.Domain.Ids;
using Agntz.Domain.Workers;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Workers;

/// <summary>
/// Keeps this process's lease alive on a loop of its own, so that work never delays a sign of life. Registers before
/// the host goes on: a process that cannot reach its database does not start. It is the last to stop of what executes
/// runs, so that what is let go of then is let go of by a worker that lives.
/// </summary>
internal sealed partial class LeaseRenewer(
    IWorkerLeases leases, IRunRecovery recovery, WorkerIdentity identity, WorkerLease lease, HeldRuns held,
    IdSource ids, IOptions<WorkerOptions> options, TimeProvider clock, ILogger<LeaseRenewer> logger)
    : PeriodicWork(options.Value.HeartbeatInterval ?? options.Value.LeaseDuration / 3, clock)
{
    private static readonly TimeSpan LongestRelease = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _lease = options.Value.LeaseDuration;
    private readonly Lock _stopping = new();
    private Task? _released;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RegisterAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Lets go of every run that has not ended, so that another worker takes it at once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Task released;
        lock (_stopping)
        {
            // A host may be stopped from two sides at once; both wait for the same.
            released = _released ??= ReleaseAsync();
        }

        await released;
    }

    /// <summary>Gives one sign of life; goes on as a new incarnation where this one was declared dead.</summary>
    internal override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (identity.Current is not { } worker)
        {
            return;
        }

        var sent = Clock.GetTimestamp();
        if (await leases.RenewAsync(worker, _lease, cancellationToken))
        {
            lease.Renewed(sent);
            return;
        }

        LogDead(worker);
        held.DropAll(worker);
        await RegisterAsync(cancellationToken);
    }

    protected override void LogFailure(Exception failure) => LogCannotRenew(failure, Interval);

    private async Task ReleaseAsync()
    {
        if (identity.Retire() is not { } worker)
        {
            return;
        }

        try
        {
            // Given up without being waited for: a connection that nobody answers on may take long to say so.
            using var givingUp = new CancellationTokenSource(LongestRelease, Clock);
            var released = await recovery.ReleaseAsync(worker, givingUp.Token).WaitAsync(LongestRelease, Clock);
            LogReleased(worker, released.Count);
        }
        catch (Exception failure) when (failure is DbException or TimeoutException or OperationCanceledException)
        {
            // Whoever stops a process whose database is away loses the time of a lease, and nothing else.
            LogNotReleased(failure, worker);
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var incarnation = ids.NewGuid();
        var sent = Clock.GetTimestamp();
        await leases.RegisterAsync(incarnation, _lease, cancellationToken);
        lease.Renewed(sent);
        identity.Become(incarnation);
        LogRegistered(incarnation, _lease);
    }

    [LoggerMessage(LogLevel.Information, "This process executes runs as worker {WorkerId} with a lease of {Lease}")]
    private partial void LogRegistered(Guid workerId, TimeSpan lease);

    [LoggerMessage(LogLevel.Information, "Worker {WorkerId} stopped and let go of {Count} unfinished runs")]
    private partial void LogReleased(Guid workerId, int count);

    [LoggerMessage(LogLevel.Warning, "Worker {WorkerId} stopped and could not let go of its runs; its lease must run out")]
    private partial void LogNotReleased(Exception failure, Guid workerId);

    [LoggerMessage(LogLevel.Warning, "Worker {WorkerId} was declared dead; going on as a new one")]
    private partial void LogDead(Guid workerId);

    [LoggerMessage(LogLevel.Warning, "The lease could not be renewed; trying again in {Interval}")]
    private partial void LogCannotRenew(Exception failure, TimeSpan interval);
}
