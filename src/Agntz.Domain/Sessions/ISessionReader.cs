using Agntz.Domain.Owners;

namespace Agntz.Domain.Sessions;

/// <summary>Reads sessions. Another owner's session is as unknown as one that never was.</summary>
public interface ISessionReader
{
    /// <summary>
    /// All messages of a session, in their order; null when the owner has no session of this name. They are read as they
    /// are enumerated, a few at a time; the enumeration fails when the session is deleted meanwhile.
    /// </summary>
    Task<IAsyncEnumerable<SessionMessage>?> OpenAsync(Owner owner, string id, CancellationToken cancellationToken);

    /// <summary>A page of sessions, those that were changed last first.</summary>
    Task<SessionPage> ListAsync(Owner owner, SessionQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// The last messages of a run's session, in their order. Empty when it has none, and when it was deleted.
    /// </summary>
    Task<IReadOnlyList<SessionMessage>> ReadLastAsync(
        Owner owner, RunSession session, int count, CancellationToken cancellationToken);
}
