namespace Agntz.Domain.Runs;

/// <summary>
/// The one way into a run's record. Everything handed over commits in the order of the calls for that run, many runs
/// to a transaction; nobody sees any of it before its commit is acknowledged. Never drops what it accepted while the
/// process lives. Worker-side: the owner is part of what is written.
/// </summary>
public interface IRunWriter
{
    /// <summary>Creates a run, and returns when it is durable or will not be.</summary>
    /// <param name="run">The run.</param>
    /// <param name="patience">How long the caller waits for room and for the commit.</param>
    Task<RunCreation> CreateAsync(NewRun run, TimeSpan patience);

    /// <summary>
    /// Takes its place in the order before it returns; the task completes when the write is durable, or at once when
    /// the run is dropped. It never fails.
    /// </summary>
    Task<CommitOutcome> WriteAsync(RunWrite write);
}
