namespace Agntz.Domain.Paging;

/// <summary>A part of a list, newest first.</summary>
/// <param name="Rows">The rows, by start and then id, both descending.</param>
/// <param name="Next">Where the next page begins; null exactly when there is none.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, PageCursor? Next);
