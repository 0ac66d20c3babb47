namespace Agntz.Domain.Workers;

/// <summary>The reasons why nothing this process holds can be committed any more.</summary>
public enum CommitBreak
{
    /// <summary>The writer has ended: this process commits nothing more.</summary>
    WriterEnded,

    /// <summary>
    /// The database has lost transactions that this process took for committed. The process may go on with other runs.
    /// </summary>
    DatabaseWentBack,
}

/// <summary>
/// The progress of this process's commits: a process is alive when it commits. Worker-side. Safe for concurrent
/// callers.
/// </summary>
public interface ICommitProgress
{
    /// <summary>
    /// Raised when nothing this process holds can be committed any more. Whoever handles it drops all holds of the
    /// process, must not wait and must not throw.
    /// </summary>
    event Action<CommitBreak>? Broken;

    /// <summary>How long something has waited while nothing was committed; zero while nothing waits.</summary>
    TimeSpan StalledFor { get; }
}
