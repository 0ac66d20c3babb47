using Agntz.Domain.Owners;

namespace Agntz.Domain.Runs;

/// <summary>Cancels runs, whichever process executes them and whether it lives.</summary>
public interface IRunCanceller
{
    /// <summary>
    /// Cancels a run; what is answered is durable. Idempotent, and safe against everything the run's worker does at
    /// the same time: a run that was active when this was accepted ends cancelled and no other way.
    /// </summary>
    Task<RunCancellation> RequestAsync(Owner owner, RunId id, CancelMode mode, CancellationToken cancellationToken);
}
