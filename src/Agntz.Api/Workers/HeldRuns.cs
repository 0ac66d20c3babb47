using System.Collections.Concurrent;
using Agntz.Domain.Runs;

namespace Agntz.Api.Workers;

/// <summary>The runs this process executes. Safe for concurrent callers.</summary>
internal sealed class HeldRuns
{
    private readonly ConcurrentDictionary<RunId, RunHold> _holds = new();
    private readonly ConcurrentDictionary<Guid, bool> _dead = new();

    /// <summary>
    /// Notes that a run is executed here. The same run is held once at a time: the last claim counts. One that was claimed
    /// before the incarnation was declared dead, and is heard of after, is not ours any more.
    /// </summary>
    public void Add(RunHold hold)
    {
        // Put down first and looked at second: whoever drops does it the other way round.
        _holds[hold.Id] = hold;
        if (_dead.ContainsKey(hold.WorkerId))
        {
            hold.Drop();
        }
    }

    /// <summary>Notes that it is not any more.</summary>
    public void Remove(RunHold hold) => _holds.TryRemove(KeyValuePair.Create(hold.Id, hold));

    /// <summary>How many runs are executed here.</summary>
    public int Count => _holds.Count;

    /// <summary>Whether any run is executed here.</summary>
    public bool Any => !_holds.IsEmpty;

    /// <summary>Drops every run, also those still to come under this incarnation, which was declared dead.</summary>
    public void DropAll(Guid incarnation)
    {
        _dead.TryAdd(incarnation, true);
        DropAll();
    }

    /// <summary>Drops every run that is executed here.</summary>
    public void DropAll()
    {
        foreach (var hold in _holds.Values)
        {
            hold.Drop();
        }
    }

    /// <summary>Tells whoever executes a run here that it was cancelled; does nothing when nobody does.</summary>
    public void Cancel(RunId run, CancelMode mode)
    {
        if (_holds.TryGetValue(run, out var hold))
        {
            hold.Cancel(mode);
        }
    }

    /// <summary>
    /// Tells whoever executes a run here that a newer one of its session takes its place; does nothing when nobody does.
    /// </summary>
    public void Supersede(RunId run)
    {
        if (_holds.TryGetValue(run, out var hold))
        {
            hold.Supersede();
        }
    }
}
