namespace Agntz.Domain.Retention;

/// <summary>What is kept of a run, from the least to the most.</summary>
public enum RetentionMode
{
    /// <summary>Nothing, once it has ended.</summary>
    None,

    /// <summary>How it ended and what it gave; the rest only while it is active.</summary>
    Result,

    /// <summary>Everything, until its owner deletes it.</summary>
    Session,
}
