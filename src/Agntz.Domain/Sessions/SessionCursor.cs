namespace Agntz.Domain.Sessions;

/// <summary>Where a page of sessions ended: the next one holds what was changed before.</summary>
/// <param name="UpdatedAt">When the last session of the page was last changed.</param>
/// <param name="Key">The number of that session.</param>
public readonly record struct SessionCursor(DateTimeOffset UpdatedAt, long Key);
