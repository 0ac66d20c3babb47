using Agntz.Domain.Paging;
using Agntz.Persistence.Model;

namespace Agntz.Persistence.Queries;

/// <summary>The filters all lists have. Null filters let everything through.</summary>
internal static class ListFilters
{
    public static IQueryable<TRow> Of<TRow>(this IQueryable<TRow> rows, string? agentId)
        where TRow : class, IListedRow =>
        agentId is null ? rows : rows.Where(row => row.AgentId == agentId);

    /// <summary>Rows that started between two instants, both inclusive.</summary>
    public static IQueryable<TRow> StartedBetween<TRow>(
        this IQueryable<TRow> rows, DateTimeOffset? earliest, DateTimeOffset? latest)
        where TRow : class, IListedRow
    {
        rows = earliest is { } first ? rows.Where(row => row.StartedAt >= first) : rows;
        return latest is { } last ? rows.Where(row => row.StartedAt <= last) : rows;
    }

    /// <summary>
    /// The rows of a page and one more, newest first. The bounded form: both engines answer it from the index at any
    /// depth.
    /// </summary>
    public static IQueryable<TRow> Page<TRow>(this IQueryable<TRow> rows, PageCursor? after, int limit)
        where TRow : class, IListedRow
    {
        if (after is { } at)
        {
            rows = rows.Where(row => row.StartedAt <= at.StartedAt && (row.StartedAt < at.StartedAt || row.Id < at.Id));
        }

        return rows.OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.Id).Take(limit + 1);
    }
}
