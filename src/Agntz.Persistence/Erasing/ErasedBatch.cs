namespace Agntz.Persistence.Erasing;

/// <summary>Things of one owner that were deleted, and are erased together.</summary>
/// <param name="OwnerId">Whose they are.</param>
/// <param name="Ids">Which.</param>
/// <param name="IsLarge">Whether it is a single one that may have more rows than one transaction is to erase.</param>
internal sealed record ErasedBatch(long OwnerId, Guid[] Ids, bool IsLarge)
{
    // So that no transaction names more than this, however small they are.
    public const int Most = 200;

    /// <summary>The first of those that were found, as many as have about so many rows.</summary>
    /// <param name="found">What was deleted, with about how many rows each has.</param>
    /// <param name="rows">How many rows.</param>
    /// <returns>Null when nothing was found.</returns>
    public static ErasedBatch? Of(IReadOnlyList<(long OwnerId, Guid Id, long Rows)> found, int rows)
    {
        if (found.Count == 0)
        {
            return null;
        }

        var first = found[0];
        var ids = new List<Guid> { first.Id };
        var sum = first.Rows;
        foreach (var (_, id, size) in found.Skip(1).TakeWhile(it => it.OwnerId == first.OwnerId))
        {
            sum += size;
            if (sum > rows)
            {
                break;
            }

            ids.Add(id);
        }

        return new ErasedBatch(first.OwnerId, [.. ids], first.Rows > rows);
    }
}
