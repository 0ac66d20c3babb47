namespace Agntz.Domain.Paging;

/// <summary>Where a page ended: the next one holds what is older, or as old with a lower id.</summary>
/// <param name="StartedAt">The start of the last row.</param>
/// <param name="Id">The id of the last row.</param>
public readonly record struct PageCursor(DateTimeOffset StartedAt, Guid Id);
