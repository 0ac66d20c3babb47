using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Streams;

/// <summary>
/// The one way a log is followed, by streams and by whoever waits for the end of a run: read everything after the
/// cursor, use it, wait for a wake-up, and again until the last entry.
/// </summary>
public sealed class RunFollower(ILogReader logs, RunSignals signals)
{
    /// <summary>Begins to follow a log. Nothing is read yet, and nothing committed from now on is missed.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="run">The run, or the trace.</param>
    /// <param name="kind">Which of its logs.</param>
    /// <param name="after">The number of the last entry the reader has; 0 for none.</param>
    /// <param name="wakeup">What is raised when there may be more.</param>
    public LogFollowing Follow(Owner owner, RunId run, LogKind kind, long after, Wakeup wakeup) =>
        new(logs, signals, owner, run, kind, after, wakeup);

    /// <summary>
    /// Keeps the log of a run of which nothing is stored. The run has not been created yet, and will be by this process.
    /// </summary>
    public KeptLog Keep(Owner owner, RunId run) => new(signals, new LogName(owner.Id, run));

    /// <summary>Waits for the end of a run, whichever process brings it about.</summary>
    /// <returns>The last event of its log; null when the run is not there, or was deleted meanwhile.</returns>
    public Task<LogEntry.Event?> WaitForEndAsync(Owner owner, RunId run, CancellationToken cancellationToken) =>
        WaitForEndAsync(wakeup => Follow(owner, run, LogKind.Events, 0, wakeup), cancellationToken);

    /// <summary>Waits for the last event of a log.</summary>
    /// <param name="follow">Begins to follow it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event; null when the log is not there, or not any more.</returns>
    public static async Task<LogEntry.Event?> WaitForEndAsync(
        Func<Wakeup, LogFollowing> follow, CancellationToken cancellationToken)
    {
        var wakeup = new Wakeup();
        await using var aborting = cancellationToken.UnsafeRegister(
            static it => ((Wakeup)it!).Raise(WakeReasons.Aborted), wakeup);
        using var following = follow(wakeup);
        while (await following.ReadAsync(cancellationToken) is { } page)
        {
            if (following.IsOver)
            {
                return (LogEntry.Event)page.Entries[^1];
            }

            if (following.IsCaughtUp)
            {
                await wakeup.WaitAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return null;
    }
}
