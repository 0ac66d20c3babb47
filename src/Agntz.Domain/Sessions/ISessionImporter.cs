using Agntz.Domain.Owners;

namespace Agntz.Domain.Sessions;

/// <summary>Takes in conversations that were held elsewhere.</summary>
public interface ISessionImporter
{
    /// <summary>
    /// Adds the sessions whose names are free; those that exist stay as they are. All of it happens, or nothing.
    /// </summary>
    /// <param name="owner">Whose they are.</param>
    /// <param name="sessions">The sessions, each name once.</param>
    /// <param name="mayExist">False when a single one that exists makes all of it fail.</param>
    /// <param name="dryRun">True to find out what would happen, and change nothing.</param>
    /// <param name="cancellationToken">Ends the wait; what was committed by then stays.</param>
    Task<SessionImportOutcome> ImportAsync(
        Owner owner, IReadOnlyList<SessionImport> sessions, bool mayExist, bool dryRun,
        CancellationToken cancellationToken);
}
