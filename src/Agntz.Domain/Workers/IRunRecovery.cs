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
    /// Gives back everything a worker has that stops for good, without counting it as a loss, and declares the worker
    /// dead: it may take nothing more.
    /// </summary>
    Task<RecoveredRuns> ReleaseAsync(Guid workerId, CancellationToken cancellationToken);
}
