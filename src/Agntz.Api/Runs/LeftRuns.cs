using System.Collections.Concurrent;
using Agntz.Api.Errors;
using Agntz.Api.Workers;
using Agntz.Domain.Health;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Api.Runs;

/// <summary>
/// Cancels runs whose client has left. Nobody is there to be told that it could not be done, so it is remembered and
/// tried again until the database has accepted it, or knows the run as ended or not at all.
/// </summary>
internal sealed partial class LeftRuns(
    RunCancelling cancelling, IDatabaseFailures failures, TimeProvider clock, ILogger<LeftRuns> logger)
    : PeriodicWork(TimeSpan.FromSeconds(1), clock)
{
    private readonly ConcurrentDictionary<RunId, Owner> _left = new();

    /// <summary>Cancels a run now, or as soon as that can be done.</summary>
    public async Task CancelAsync(Owner owner, RunId run)
    {
        if (!await TryAsync(owner, run))
        {
            _left[run] = owner;
        }
    }

    internal override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var (run, owner) in _left)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await TryAsync(owner, run))
            {
                return;
            }

            _left.TryRemove(run, out _);
        }
    }

    protected override void LogFailure(Exception failure) => LogCannotCancel(failure);

    private async Task<bool> TryAsync(Owner owner, RunId run)
    {
        try
        {
            await cancelling.CancelAsync(owner, run, CancelMode.Abort, CancellationToken.None);
            return true;
        }
        catch (Exception failure) when (failure is RefusedException || failures.MeanAway(failure))
        {
            LogNotCancelled(failure, run, Interval);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "Run {RunId}, which nobody waits for any more, could not be cancelled; trying again in {Interval}")]
    private partial void LogNotCancelled(Exception failure, RunId runId, TimeSpan interval);

    [LoggerMessage(LogLevel.Error, "Runs that nobody waits for any more could not be cancelled")]
    private partial void LogCannotCancel(Exception failure);
}
