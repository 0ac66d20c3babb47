using Agntz.Domain.Execution;
using Agntz.Domain.Owners;

namespace Agntz.Domain.Sessions;

/// <summary>Reads for runs what was said in their sessions before them.</summary>
public sealed class SessionHistories(ISessionReader sessions, PatientReads reads)
{
    /// <summary>The last messages of a session, oldest first.</summary>
    public Task<IReadOnlyList<SessionMessage>> ReadLastAsync(
        Owner owner, RunSession session, int most, CancellationToken cancellationToken) =>
        reads.ReadAsync(reading => sessions.ReadLastAsync(owner, session, most, reading), cancellationToken);
}
