using Agntz.Domain.Runs;

namespace Agntz.Domain.Workers;

/// <summary>
/// Takes runs back from workers that will not finish them. Worker-side: it serves all owners. A run whose cancellation
/// was accepted ends instead of going back, and so does one that has taken too long or lost its worker too often.
/// </summary>
public interface IRunRecovery
{
    /// <summary>
    /// Takes back what dead or missing workers have, and counts it as a loss; ends what waits and has taken too long;
    /// lets runs be claimed that wait for older ones of their session which are not there any more. Runs somebody is
    /// writing to are left to the next call.
    /// </summary>
    Task<RecoveredRuns> RecoverAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Gives back everything a worker has that stops for good, and declares the worker dead: it may take nothing more.
    /// </summary>
    /// <param name="workerId">The worker.</param>
    /// <param name="isLoss">
    /// Whether its runs have lost their worker by that: true where the process broke, so that a run which breaks every
    /// process ends; false for a stop that was asked for.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RecoveredRuns> ReleaseAsync(Guid workerId, bool isLoss, CancellationToken cancellationToken);

    /// <summary>
    /// Gives back what a worker has that lives and does not execute it: the answer that told of a claim was lost, or
    /// what executed the run failed. Nobody else would take it for as long as the worker lives.
    /// </summary>
    /// <param name="workerId">The worker.</param>
    /// <param name="lossOf">
    /// What giving a run back counts as, in losses; null for a run that is being executed, or about to be created. Asked
    /// after the runs were read.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RecoveredRuns> GiveBackAsync(Guid workerId, Func<RunId, int?> lossOf, CancellationToken cancellationToken);
}
