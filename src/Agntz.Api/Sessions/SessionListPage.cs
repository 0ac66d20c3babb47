namespace Agntz.Api.Sessions;

/// <summary>A page of sessions, those that were changed last first.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Cursor">What to send as <c>cursor</c> for the next page; absent when this is the last.</param>
/// <param name="NextCursor">The same as <see cref="Cursor"/>.</param>
public sealed record SessionListPage(IReadOnlyList<SessionListEntry> Sessions, string? Cursor, string? NextCursor);
