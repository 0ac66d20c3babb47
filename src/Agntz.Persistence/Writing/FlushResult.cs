namespace Agntz.Persistence.Writing;

/// <summary>The kinds of failure of a flush.</summary>
internal enum FlushFailure
{
    /// <summary>The flush met another transaction that has gone through: the same flush will go through at once.</summary>
    Conflict,

    /// <summary>A row of the flush will never go through.</summary>
    Poison,

    /// <summary>The flush is more than the database or this process can take, or meets a defect of one of them.</summary>
    TooMuch,

    /// <summary>The flush took longer than a statement may.</summary>
    TooSlow,

    /// <summary>Somebody holds a row of the flush and does not let go.</summary>
    Locked,

    /// <summary>The database cannot be reached or cannot work now.</summary>
    Unavailable,
}

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
    /// <param name="Found">The last flush the database knows; negative when it knows none.</param>
    public sealed record WentBack(long Found) : FlushResult;
}
