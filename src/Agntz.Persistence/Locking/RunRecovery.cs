using System.Data.Common;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Time;
using Agntz.Domain.Workers;
using Agntz.Persistence.Compacting;
using Agntz.Persistence.Telemetry;

namespace Agntz.Persistence.Locking;

/// <inheritdoc/>
internal sealed class RunRecovery(
    IRunLocks locks, IWorkerDeaths deaths, RunSignals signals, EndedRuns endedRuns, CommitInstruments instruments,
    TimeProvider clock) : IRunRecovery
{
    private const int BatchSize = 200;
    private const int MostLosses = 3;

    // A worker ends its runs in time by itself; one that is caught in a call it cannot break off loses the run.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public async Task<RecoveredRuns> RecoverAsync(CancellationToken cancellationToken) =>
        await TakeBackAsync(page => new RunsToLock.Orphaned(page), lost: 1, cancellationToken)
        + await TakeBackAsync(page => new RunsToLock.Overdue(Grace, page), lost: 0, cancellationToken)
        + new RecoveredRuns(0, 0) { Readied = await locks.ReadyAsync(BatchSize, cancellationToken) };

    public async Task<RecoveredRuns> ReleaseAsync(Guid workerId, bool isLoss, CancellationToken cancellationToken)
    {
        var lost = isLoss ? 1 : 0;

        // One run that somebody does not let go of must not keep the others.
        var released = await TakeBackAsync(page => new RunsToLock.FreeOf(workerId, page), lost, cancellationToken);
        released += await TakeBackAsync(page => new RunsToLock.HeldBy(workerId, page), lost, cancellationToken);
        await deaths.DeclareAsync(workerId, cancellationToken);

        // Whatever the worker's last transaction has claimed meanwhile.
        return released
            + await TakeBackAsync(page => new RunsToLock.HeldBy(workerId, page), lost, cancellationToken);
    }

    public async Task<RecoveredRuns> GiveBackAsync(
        Guid workerId, Func<RunId, int?> lossOf, CancellationToken cancellationToken)
    {
        var all = default(RecoveredRuns);
        foreach (var run in await locks.FindHeldAsync(workerId, cancellationToken))
        {
            if (lossOf(new RunId(run.Id)) is { } lost)
            {
                var claimed = new RunsToLock.Claimed(run, workerId);
                all += await TryTakeBackAsync(claimed, lost, cancellationToken) is { } taken ? taken.Runs : default;
            }
        }

        return all;
    }

    private async Task<RecoveredRuns> TakeBackAsync(
        Func<RunPage, RunsToLock> which, int lost, CancellationToken cancellationToken)
    {
        var all = default(RecoveredRuns);
        RunPage? page = new RunPage(BatchSize);
        while (page is { } next)
        {
            if (await TryTakeBackAsync(which(next), lost, cancellationToken) is { } taken)
            {
                all += taken.Runs;
                page = taken.Next;
            }
        }

        return all;
    }

    /// <returns>Null when somebody else was in the way.</returns>
    private async Task<(RecoveredRuns Runs, RunPage? Next)?> TryTakeBackAsync(
        RunsToLock which, int lost, CancellationToken cancellationToken)
    {
        try
        {
            await using var locked = await locks.TakeAsync(which, cancellationToken);
            if (locked.Runs.Count == 0)
            {
                return (default, locked.Next);
            }

            var writes = new LockedRunWrites(locked, signals, instruments, clock.GetInstant());
            foreach (var run in locked.Runs)
            {
                TakeBack(writes, run, run.Counters.Losses + lost);
            }

            var ended = await writes.CommitAsync(cancellationToken);
            foreach (var run in ended)
            {
                endedRuns.Add(run);
            }

            return (new RecoveredRuns(locked.Runs.Count - ended.Count, ended.Count), locked.Next);
        }
        catch (DbException failure) when (locks.IsContended(failure))
        {
            return null;
        }
    }

    private static void TakeBack(LockedRunWrites writes, LockedRun run, int losses)
    {
        if (run.CancelMode is not null)
        {
            writes.End(run, new RunOutcome.Cancelled(RunEnd.CancelledByUser));
        }
        else if (run.IsOverdue)
        {
            writes.End(run, new RunOutcome.Failed(RunErrors.TimedOut(run.TimeLimit)));
        }
        else if (losses >= MostLosses || run.Retention is RetentionMode.None)
        {
            writes.End(run, new RunOutcome.Failed(RunErrors.WorkerLost));
        }
        else
        {
            writes.Requeue(run, losses);
        }
    }
}
