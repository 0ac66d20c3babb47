namespace Agntz.Persistence.Locking;

/// <summary>Declares workers dead.</summary>
internal interface IWorkerDeaths
{
    /// <summary>
    /// Declares one dead, for good. Waits for a transaction that is just taking runs for it, so that afterwards none
    /// takes any.
    /// </summary>
    Task DeclareAsync(Guid workerId, CancellationToken cancellationToken);
}
