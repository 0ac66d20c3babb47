using Agntz.Domain.Paging;

namespace Agntz.Persistence.Queries;

/// <summary>Makes pages of rows that were read with one more than fits.</summary>
internal static class Pages
{
    public static Page<T> Of<T>(IReadOnlyList<T> rows, int limit, Func<T, PageCursor> cursor) =>
        rows.Count <= limit
            ? new Page<T>(rows, null)
            : new Page<T>([.. rows.Take(limit)], cursor(rows[limit - 1]));
}
