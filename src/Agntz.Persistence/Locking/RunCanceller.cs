using System.Data.Common;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Time;
using Agntz.Persistence.Telemetry;

namespace Agntz.Persistence.Locking;

/// <inheritdoc/>
internal sealed class RunCanceller(
    IRunLocks locks, RunSignals signals, CommitInstruments instruments, TimeProvider clock) : IRunCanceller
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<RunCancellation> RequestAsync(
        Owner owner, RunId id, CancelMode mode, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await TryAsync(new RunsToLock.One(owner.Id, id.Value), mode, cancellationToken);
            }
            catch (DbException failure) when (locks.IsContended(failure))
            {
                if (clock.GetElapsedTime(begun) >= Patience)
                {
                    return new RunCancellation.Busy();
                }
            }
        }
    }

    private async Task<RunCancellation> TryAsync(
        RunsToLock wanted, CancelMode mode, CancellationToken cancellationToken)
    {
        await using var locked = await locks.TakeAsync(wanted, cancellationToken);
        if (locked.Runs is not [var run])
        {
            return new RunCancellation.NotActive();
        }

        if (run is { WorkerId: not null, CancelMode: { } accepted } && accepted >= mode)
        {
            return new RunCancellation.Requested(accepted);
        }

        var writes = new LockedRunWrites(locked, signals, instruments, clock.GetInstant());
        if (run.WorkerId is null)
        {
            writes.End(run, new RunOutcome.Cancelled(RunEnd.CancelledByUser));
        }
        else
        {
            writes.RequestCancel(run, mode);
        }

        var ended = await writes.CommitAsync(cancellationToken);
        return ended.Count > 0 ? new RunCancellation.Ended() : new RunCancellation.Requested(mode);
    }
}
