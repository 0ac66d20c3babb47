namespace Agntz.Domain.Retention;

/// <summary>
/// Erases the rows of what was deleted, a little at a time: it can stop after any step, and whoever goes on finds what is
/// left. Worker-side: it serves all owners. Safe for several processes at once.
/// </summary>
public interface IErasure
{
    /// <summary>Deletes runs that have ended and whose time is over, as their owner would.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends it before the transaction commits.</param>
    /// <returns>How many.</returns>
    Task<int> ExpireAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Erases some rows, in one transaction.</summary>
    /// <param name="rows">About how many rows are erased at most.</param>
    /// <param name="cancellationToken">Ends it before the transaction commits.</param>
    /// <returns>False when there is nothing to erase any more.</returns>
    Task<bool> EraseAsync(int rows, CancellationToken cancellationToken);
}
