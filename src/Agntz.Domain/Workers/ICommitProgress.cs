namespace Agntz.Domain.Workers;

/// <summary>
/// The progress of this process's commits: a process is alive when it commits. Worker-side. Safe for concurrent
/// callers.
/// </summary>
public interface ICommitProgress
{
    /// <summary>
    /// Raised when nothing this process holds can be committed any more: the writer has ended, or the database has lost
    /// transactions that this process took for committed. Whoever handles it drops all holds of the process, must not
    /// wait and must not throw.
    /// </summary>
    event Action? Broken;

    /// <summary>How long something has waited while nothing was committed; zero while nothing waits.</summary>
    TimeSpan StalledFor { get; }
}
