namespace Agntz.Domain.Sessions;

/// <summary>A part of a list of sessions, those that were changed last first.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Next">Where the next page begins; null exactly when there is none.</param>
public sealed record SessionPage(IReadOnlyList<SessionSummary> Sessions, SessionCursor? Next);
