namespace Agntz.Persistence.Model;

/// <summary>What the indexes behind lists hold.</summary>
internal static class Lists
{
    /// <summary>
    /// Only rows that lists show. Because of this filter no look-up by key can use such an index: on a young table,
    /// of which the database knows nothing yet, it may take any index that begins with the owner for as good as the
    /// primary key, and then read everything the owner has.
    /// </summary>
    public const string Shown = "deleted_at IS NULL";

    /// <summary>Only rows that wait to be erased.</summary>
    public const string Deleted = "deleted_at IS NOT NULL";
}
