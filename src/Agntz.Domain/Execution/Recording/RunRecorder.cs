using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Recording;

/// <summary>
/// Collects what a run does, in order, and hands it to the writer before anything that waits: so the output of one
/// effect and the start of the next commit together. Safe for concurrent branches.
/// </summary>
internal sealed class RunRecorder(RunHold hold, IRunWriter writer)
{
    private readonly Lock _order = new();
    private List<RunChange> _pending = [];

    /// <summary>Adds a change; it is handed over with the next call that does.</summary>
    public void Record(RunChange change)
    {
        lock (_order)
        {
            _pending.Add(change);
        }
    }

    /// <summary>Adds changes that become durable together or not at all.</summary>
    public void Record(IReadOnlyList<RunChange> changes)
    {
        lock (_order)
        {
            _pending.AddRange(changes);
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

    /// <summary>Hands over what there is and the end of the run; completes with the commit.</summary>
    public Task<CommitOutcome> EndAsync(RunEnding ending)
    {
        lock (_order)
        {
            return HandOver(ending);
        }
    }

    private Task<CommitOutcome> HandOver(RunEnding? ending)
    {
        var changes = _pending;
        _pending = [];
        return writer.WriteAsync(new RunWrite(hold, changes, ending));
    }
}
