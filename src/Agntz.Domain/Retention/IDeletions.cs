using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Retention;

/// <summary>
/// Deletes what an owner has. What is deleted is found nowhere from the moment the answer is given, on no replica; its
/// rows are erased later, by <see cref="IErasure"/>.
/// </summary>
public interface IDeletions
{
    /// <summary>Deletes a run that has ended, with its log and its trace. What it said in its session stays there.</summary>
    Task<Deletion> DeleteRunAsync(Owner owner, RunId id, CancellationToken cancellationToken);

    /// <summary>Deletes a trace, unless its run is active. The record and the log of its run stay.</summary>
    Task<Deletion> DeleteTraceAsync(Owner owner, RunId id, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a session with its messages, its runs and their traces. Active runs are cancelled and vanish with the rest;
    /// a session that begins under the same name afterwards has nothing of it.
    /// </summary>
    /// <returns>
    /// The runs a worker has that does not know of its cancellation yet; null when the owner has no such session.
    /// </returns>
    Task<IReadOnlyList<RunId>?> DeleteSessionAsync(Owner owner, string id, CancellationToken cancellationToken);
}
