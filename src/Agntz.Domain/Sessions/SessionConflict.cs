namespace Agntz.Domain.Sessions;

/// <summary>What a new run does about older runs of its session that are still active. At most one is executed at a time.</summary>
public enum SessionConflict
{
    /// <summary>They are cancelled, and the new run begins when they have ended.</summary>
    Supersede,

    /// <summary>The new run begins when they have ended.</summary>
    Enqueue,

    /// <summary>The new run is not created.</summary>
    Reject,
}
