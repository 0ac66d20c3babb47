namespace Agntz.Domain.Workers;

/// <summary>
/// How far this process may trust that its runs are its own. The database alone knows; a process that was stopped, or
/// could not reach it, must find out before it touches the world again. Safe for concurrent callers.
/// </summary>
/// <param name="lease">How long a lease lasts.</param>
/// <param name="clock">The process's own time, which only makes it stop sooner.</param>
public sealed class WorkerLease(TimeSpan lease, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _trusted = lease * 5 / 6;
    private TaskCompletionSource _renewed = NewWait();
    private long _sent;
    private bool _isHeld;

    /// <summary>Whether it can be trusted at this moment.</summary>
    public bool IsTrusted
    {
        get
        {
            lock (_lock)
            {
                return _isHeld && clock.GetElapsedTime(_sent) < _trusted;
            }
        }
    }

    /// <summary>Notes a renewal that succeeded.</summary>
    /// <param name="sent">When it was sent, as a timestamp of the clock: the database counted from later than that.</param>
    public void Renewed(long sent)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            (_sent, _isHeld) = (sent, true);
            (waiting, _renewed) = (_renewed, NewWait());
        }

        waiting.TrySetResult();
    }

    /// <summary>Returns at once while the lease can be trusted, else when it can again.</summary>
    public async ValueTask WhenTrustedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task renewed;
            lock (_lock)
            {
                if (IsTrusted)
                {
                    return;
                }

                renewed = _renewed.Task;
            }

            await renewed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
