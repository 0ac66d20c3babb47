using System.Collections.Concurrent;
using Agntz.Api.Hosting;
using Agntz.Domain.Ids;
using Agntz.Domain.Workers;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Workers;

/// <summary>
/// Keeps this process's lease alive on a loop of its own, so that work never delays a sign of life. A process is alive
/// when it commits: while the writer has something and commits nothing, the lease is not renewed. Registers before the
/// host goes on: a process that cannot reach its database does not start. The last to stop of what executes runs, so
/// that a living worker releases them.
/// </summary>
internal sealed partial class LeaseRenewer(
    IWorkerLeases leases, IRunRecovery recovery, ICommitProgress commits, WorkerIdentity identity, WorkerLease lease,
    HeldRuns held, ProcessHealth health, IdSource ids, IOptions<WorkerOptions> options, TimeProvider clock,
    ILogger<LeaseRenewer> logger)
    : PeriodicWork(options.Value.HeartbeatInterval ?? options.Value.LeaseDuration / 3, clock)
{
    private static readonly TimeSpan LongestRelease = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _lease = options.Value.LeaseDuration;
    private readonly Lock _stopping = new();
    private readonly ConcurrentQueue<Guid> _abandoned = new();
    private bool _beginsAnew;
    private Task? _released;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RegisterAsync(cancellationToken);
        commits.Broken += Abandon;
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Releases every run that has not ended, so that another worker takes it at once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        commits.Broken -= Abandon;
        Task released;
        lock (_stopping)
        {
            // A host may be stopped from two sides at once; both wait for the same.
            released = _released ??= ReleaseAsync(cancellationToken);
        }

        await released;
    }

    /// <summary>Gives one sign of life; goes on as a new incarnation where this one was declared dead or given up.</summary>
    internal override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        _beginsAnew |= await ReleaseAbandonedAsync(cancellationToken);
        if (identity.Current is not { } worker)
        {
            if (_beginsAnew)
            {
                await RegisterAsync(cancellationToken);
                _beginsAnew = false;
            }

            return;
        }

        if (commits.StalledFor is var stalled && stalled >= _lease / 3)
        {
            LogStalled(stalled);
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

    // A writer that has ended stops the host, which releases the runs; after lost transactions they go on from what the
    // database has, under whoever claims them next.
    private void Abandon(CommitBreak reason)
    {
        if (reason is CommitBreak.WriterEnded)
        {
            held.DropAll();
        }
        else if (identity.Retire() is { } worker)
        {
            held.DropAll(worker);
            _abandoned.Enqueue(worker);
            RunSoon();
        }
    }

    private async Task<bool> ReleaseAbandonedAsync(CancellationToken cancellationToken)
    {
        var any = false;
        while (_abandoned.TryPeek(out var worker))
        {
            await recovery.ReleaseAsync(worker, isLoss: false, cancellationToken);
            any = _abandoned.TryDequeue(out _);
        }

        return any;
    }

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        var worker = identity.Retire();
        try
        {
            // Given up without being waited for: a connection that nobody answers on may take long to say so.
            using var givingUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            givingUp.CancelAfter(LongestRelease);
            await ReleaseAsync(worker, givingUp.Token).WaitAsync(givingUp.Token);
        }
        catch (Exception failure)
        {
            // Whoever stops a process whose database is away loses the time of a lease, and nothing else.
            LogNotReleased(failure, worker);
        }
    }

    private async Task ReleaseAsync(Guid? worker, CancellationToken cancellationToken)
    {
        await ReleaseAbandonedAsync(cancellationToken);
        if (worker is { } current)
        {
            var released = await recovery.ReleaseAsync(current, health.IsBroken, cancellationToken);
            LogReleased(current, released.Count);
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
}
