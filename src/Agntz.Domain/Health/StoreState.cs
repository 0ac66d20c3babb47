namespace Agntz.Domain.Health;

/// <summary>What can be said of the database.</summary>
public enum StoreState
{
    /// <summary>It answers and has the tables of this version.</summary>
    Ready,

    /// <summary>It answers, and lacks tables this version needs.</summary>
    Behind,

    /// <summary>It does not answer, or not in time, or does not let this service in.</summary>
    Unreachable,

    /// <summary>It answers, and takes no writes: it is read-only, full, or locked.</summary>
    Unwritable,
}
