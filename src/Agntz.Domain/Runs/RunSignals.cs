using System.Collections.Concurrent;

namespace Agntz.Domain.Runs;

/// <summary>
/// Wakes those in this process who wait for the end of a run. A hint, never the truth: whoever is woken reads the
/// database, and whoever waits looks there from time to time, since a run may end in another process.
/// </summary>
public sealed class RunSignals
{
    private readonly ConcurrentDictionary<RunId, TaskCompletionSource> _waiting = new();

    /// <summary>
    /// A task that completes once the end of the run has been raised. Ask for it before looking at the database, so
    /// that an end in between is not missed.
    /// </summary>
    public Task Ended(RunId run) =>
        _waiting.GetOrAdd(run, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .Task;

    /// <summary>Wakes whoever waits for the end of the run.</summary>
    public void RaiseEnded(RunId run)
    {
        if (_waiting.TryRemove(run, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    /// <summary>Forgets a wait whose run ended without anybody in this process saying so.</summary>
    public void Forget(RunId run) => RaiseEnded(run);
}
