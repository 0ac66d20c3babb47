using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Effects;

/// <summary>Reads the journals of active runs. Whoever executes a run reads after its claim has committed.</summary>
public interface IJournalReader
{
    /// <summary>
    /// The journal as it stands. Empty for a run that has finished no effect, that has ended, or that the owner does
    /// not have.
    /// </summary>
    Task<Journal> ReadAsync(Owner owner, RunId run, CancellationToken cancellationToken);
}
