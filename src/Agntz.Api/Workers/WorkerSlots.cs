using Agntz.Domain.Runs;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Workers;

/// <summary>Which runs this process executes, and how many of each owner. Safe for concurrent callers.</summary>
internal sealed class WorkerSlots(IOptions<WorkerOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, int> _usedBy = [];
    private readonly Dictionary<RunId, int> _runs = [];
    private readonly int _all = options.Value.MaxConcurrentRuns;
    private readonly int _share = options.Value.SharePerOwner;
    private int _used;

    /// <summary>How many more runs may be executed.</summary>
    public int Free
    {
        get
        {
            lock (_lock)
            {
                return _all - _used;
            }
        }
    }

    /// <summary>The owners that have their share.</summary>
    public IReadOnlyCollection<long> Satisfied
    {
        get
        {
            lock (_lock)
            {
                return [.. _usedBy.Where(owner => owner.Value >= _share).Select(owner => owner.Key)];
            }
        }
    }

    /// <summary>How many more runs any owner that has not its share may have.</summary>
    public int Headroom
    {
        get
        {
            lock (_lock)
            {
                return Math.Max(1, _share - _usedBy.Values.Where(used => used < _share).DefaultIfEmpty(0).Max());
            }
        }
    }

    /// <summary>Whether a run has a slot.</summary>
    public bool Has(RunId run)
    {
        lock (_lock)
        {
            return _runs.ContainsKey(run);
        }
    }

    /// <summary>Takes a slot for a run of an owner, when there is one and the owner is below its share.</summary>
    public bool TryTake(long ownerId, RunId run)
    {
        lock (_lock)
        {
            var used = _usedBy.GetValueOrDefault(ownerId);
            if (_used >= _all || used >= _share)
            {
                return false;
            }

            Add(ownerId, run);
            return true;
        }
    }

    /// <summary>Takes a slot for a run that has been claimed already.</summary>
    public void Take(long ownerId, RunId run)
    {
        lock (_lock)
        {
            Add(ownerId, run);
        }
    }

    /// <summary>Gives a slot back.</summary>
    public void Release(long ownerId, RunId run)
    {
        lock (_lock)
        {
            _used--;
            TakeFrom(_usedBy, ownerId);
            TakeFrom(_runs, run);
        }
    }

    private static void TakeFrom<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull
    {
        if (--counts[key] == 0)
        {
            counts.Remove(key);
        }
    }

    private void Add(long ownerId, RunId run)
    {
        _used++;
        _usedBy[ownerId] = _usedBy.GetValueOrDefault(ownerId) + 1;
        _runs[run] = _runs.GetValueOrDefault(run) + 1;
    }
}
