using Agntz.Domain.Runs;

namespace Agntz.Domain.Streams;

/// <summary>
/// The log of a run of which nothing is stored: it is kept here, in the process that executes the run, for the one
/// request that waits for it, from before the run begins until this is disposed. Safe for concurrent callers.
/// </summary>
public sealed class KeptLog : IDisposable
{
    private readonly RunSignals _signals;
    private readonly Wakeup _nobody = new();
    private readonly FollowedRun _log;

    internal KeptLog(RunSignals signals, LogName name)
    {
        _signals = signals;
        _log = signals.Keep(name, _nobody);
    }

    /// <summary>Begins to follow it from its beginning. What was read is let go of, so there is one reader.</summary>
    /// <param name="wakeup">What is raised when there may be more.</param>
    public LogFollowing Follow(Wakeup wakeup)
    {
        _signals.Follow(_log.Name, wakeup);
        return new LogFollowing(_signals, _log, wakeup);
    }

    /// <summary>Notes that nothing will be added to it any more: a log without an end is read as one that is gone.</summary>
    public void Lose()
    {
        _log.Distrust();
        _log.Wake();
    }

    /// <inheritdoc/>
    public void Dispose() => _signals.Unfollow(_log, _nobody);
}
