using Microsoft.Extensions.Options;

namespace Agntz.Api.Workers;

/// <summary>How many runs this process executes, in all and of each owner. Safe for concurrent callers.</summary>
internal sealed class WorkerSlots(IOptions<WorkerOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, int> _usedBy = [];
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

    /// <summary>Takes a slot for a run of an owner, when there is one and the owner is below its share.</summary>
    public bool TryTake(long ownerId)
    {
        lock (_lock)
        {
            var used = _usedBy.GetValueOrDefault(ownerId);
            if (_used >= _all || used >= _share)
            {
                return false;
            }

            Add(ownerId, used);
            return true;
        }
    }

    /// <summary>Takes a slot for a run that has been claimed already.</summary>
    public void Take(long ownerId)
    {
        lock (_lock)
        {
            Add(ownerId, _usedBy.GetValueOrDefault(ownerId));
        }
    }

    /// <summary>Gives a slot back.</summary>
    public void Release(long ownerId)
    {
        lock (_lock)
        {
            _used--;
            if (--_usedBy[ownerId] == 0)
            {
                _usedBy.Remove(ownerId);
            }
        }
    }

    private void Add(long ownerId, int used)
    {
        _used++;
        _usedBy[ownerId] = used + 1;
    }
}
