using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Recording;

/// <summary>
/// Collects what a run does, in order, and hands it to the writer before anything that waits: so the output of one
/// effect and the start of the next commit together. Safe for concurrent branches.
/// </summary>
internal sealed class RunRecorder(RunHold hold, IRunWriter writer, RunLimits limits)
{
    private readonly Lock _order = new();
    private readonly long _handOverAt = limits.MaxPendingBytes / 16;
    private List<RunChange> _pending = [];
    private long _pendingBytes;
    private long _handedOver;
    private long _committed;
    private Task<CommitOutcome>? _makingRoom;

    /// <summary>
    /// Whether more may be recorded. Without room whoever is about to make more waits for the commit of what there is.
    /// </summary>
    public bool HasRoom
    {
        get
        {
            lock (_order)
            {
                return _pendingBytes + _handedOver - _committed < limits.MaxPendingBytes;
            }
        }
    }

    /// <summary>Adds a change; it is handed over with the next call that does.</summary>
    public void Record(RunChange change)
    {
        lock (_order)
        {
            _pending.Add(change);
            Grow(change.Bytes);
        }
    }

    /// <summary>Adds changes that become durable together or not at all.</summary>
    public void Record(IReadOnlyList<RunChange> changes)
    {
        lock (_order)
        {
            _pending.AddRange(changes);
            Grow(changes.Sum(change => change.Bytes));
        }
    }

    /// <summary>Hands over what there is without waiting for its commit.</summary>
    public void Post()
    {
        lock (_order)
        {
            if (_pending.Count > 0)
            {
                _ = HandOver(null);
            }
        }
    }

    /// <summary>Hands over what there is; completes with its commit.</summary>
    public Task<CommitOutcome> CommitAsync()
    {
        lock (_order)
        {
            return HandOver(null);
        }
    }

    /// <summary>Hands over what there is; completes when all that was recorded by now is committed.</summary>
    public Task<CommitOutcome> MakeRoomAsync()
    {
        lock (_order)
        {
            return _makingRoom is { IsCompleted: false } ? _makingRoom : _makingRoom = CommitAllAsync();
        }
    }

    /// <summary>Hands over what there is and the end of the run; completes with the commit.</summary>
    public Task<CommitOutcome> EndAsync(RunEnding ending)
    {
        lock (_order)
        {
            return HandOver(ending);
        }
    }

    private async Task<CommitOutcome> CommitAllAsync()
    {
        var commit = HandOver(null);
        var handedOver = _handedOver;
        var outcome = await commit;
        lock (_order)
        {
            _committed = handedOver;
        }

        return outcome;
    }

    private void Grow(long bytes)
    {
        _pendingBytes += bytes;
        if (_pendingBytes >= _handOverAt)
        {
            _ = HandOver(null);
        }
    }

    private Task<CommitOutcome> HandOver(RunEnding? ending)
    {
        var changes = _pending;
        _pending = [];
        _handedOver += _pendingBytes;
        _pendingBytes = 0;
        return writer.WriteAsync(new RunWrite(hold, changes, ending));
    }
}
