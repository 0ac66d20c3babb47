using Agntz.Domain.Workers;

namespace Agntz.Api.Workers;

/// <summary>
/// Tells the runs executed here of cancellations other processes accepted. No promise depends on it: what starts is
/// decided by the database. It ends waits, and breaks off calls where that was asked for.
/// </summary>
internal sealed partial class CancelWatch(
    IRunQueue queue, HeldRuns held, WorkerIdentity identity, TimeProvider clock, ILogger<CancelWatch> logger)
    : PeriodicWork(TimeSpan.FromSeconds(1), clock)
{
    /// <summary>Looks once.</summary>
    internal override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!held.Any || identity.Current is not { } worker)
        {
            return;
        }

        foreach (var cancelled in await queue.FindCancelledAsync(worker, cancellationToken))
        {
            held.Cancel(cancelled.Run, cancelled.Mode);
            if (cancelled.IsSuperseded)
            {
                held.Supersede(cancelled.Run);
            }
        }
    }

    protected override void LogFailure(Exception failure) => LogCannotLook(failure);

    [LoggerMessage(LogLevel.Warning, "Cancellations could not be looked for; trying again in a second")]
    private partial void LogCannotLook(Exception failure);
}
