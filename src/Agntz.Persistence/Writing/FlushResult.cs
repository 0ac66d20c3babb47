namespace Agntz.Persistence.Writing;

/// <summary>The kinds of failure of a flush.</summary>
internal enum FlushFailure
{
    /// <summary>The flush met another transaction that has gone through: the same flush will go through at once.</summary>
    Conflict,

    /// <summary>A row of the flush will never go through, or the flush is more than the database can take.</summary>
    Poison,

    /// <summary>The flush took longer than a statement may.</summary>
    TooSlow,

    /// <summary>Somebody holds a row of the flush and does not let go.</summary>
    Locked,

    /// <summary>The database cannot be reached or cannot work now.</summary>
    Unavailable,
}

/// <summary>The count of flushes that the database has for a process.</summary>
/// <param name="Number">The number of the last flush that committed.</param>
/// <param name="IsNew">True when the database had no row for the process until now.</param>
internal readonly record struct FlushCounter(long Number, bool IsNew);

/// <summary>The closed results of a flush that the database has answered.</summary>
internal abstract record FlushResult
{
    private FlushResult()
    {
    }

    /// <summary>The flush exists.</summary>
    public sealed record Committed(Composing.Composition Composed) : FlushResult;

    /// <summary>The flush does not exist and cannot, as it is.</summary>
    public sealed record Refused(FlushFailure Kind, Exception Failure) : FlushResult;

    /// <summary>
    /// The database knows fewer flushes than this process has acknowledged: its last transactions are gone, as when a
    /// standby was promoted without them.
    /// </summary>
    public sealed record WentBack(FlushCounter Found) : FlushResult;
}
