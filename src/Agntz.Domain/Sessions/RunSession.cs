namespace Agntz.Domain.Sessions;

/// <summary>The session a run belongs to.</summary>
/// <param name="Key">The session's own number. A session of the same name that is made later has another.</param>
/// <param name="Id">What the caller calls it: <c>sess_…</c> where the caller named none.</param>
public sealed record RunSession(long Key, string Id);
