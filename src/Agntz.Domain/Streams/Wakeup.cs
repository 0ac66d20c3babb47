using System.Threading.Tasks.Sources;

namespace Agntz.Domain.Streams;

/// <summary>
/// What one reader waits on. A reason raised while nobody waits is kept for the next wait, so a reader that reads first
/// and waits then misses nothing. Any number may raise; one waits at a time.
/// </summary>
public sealed class Wakeup : IValueTaskSource<WakeReasons>
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<WakeReasons> _wait = new() { RunContinuationsAsynchronously = true };
    private WakeReasons _raised;
    private bool _isWaiting;

    /// <summary>Wakes the reader, now or at its next wait. Never waits and never runs the reader's code.</summary>
    public void Raise(WakeReasons reason)
    {
        lock (_lock)
        {
            _raised |= reason;
            if (_isWaiting)
            {
                _isWaiting = false;
                _wait.SetResult(Take());
            }
        }
    }

    /// <summary>Whether a reason was raised that no wait has taken yet.</summary>
    public bool IsRaised(WakeReasons reason)
    {
        lock (_lock)
        {
            return (_raised & reason) != 0;
        }
    }

    /// <summary>Waits until something is raised, and takes all that was.</summary>
    public ValueTask<WakeReasons> WaitAsync()
    {
        lock (_lock)
        {
            if (_raised is not WakeReasons.None)
            {
                return new ValueTask<WakeReasons>(Take());
            }

            _wait.Reset();
            _isWaiting = true;
            return new ValueTask<WakeReasons>(this, _wait.Version);
        }
    }

    WakeReasons IValueTaskSource<WakeReasons>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<WakeReasons>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<WakeReasons>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private WakeReasons Take()
    {
        var raised = _raised;
        _raised = WakeReasons.None;
        return raised;
    }
}
