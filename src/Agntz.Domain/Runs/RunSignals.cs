using System.Collections.Concurrent;
using Agntz.Domain.Streams;

namespace Agntz.Domain.Runs;

/// <summary>
/// Wakes those in this process who follow a run when something of it was committed, and hands them what was. A hint,
/// never the truth: whoever is woken and finds nothing here reads the database.
/// </summary>
public sealed class RunSignals
{
    private const long Capacity = 64 * 1024 * 1024;

    private readonly Lock _membership = new();
    private readonly ConcurrentDictionary<LogName, FollowedRun> _followed = new();
    private readonly CacheRoom _room = new(Capacity);

    /// <summary>The runs somebody follows.</summary>
    public IEnumerable<FollowedRun> Followed => _followed.Values;

    /// <summary>Hands on what this process has committed, in the order of the commits.</summary>
    public void Publish(CommittedEntries committed)
    {
        if (_followed.TryGetValue(new(committed.Trace.Owner.Id, committed.Trace.Id), out var followed))
        {
            followed.Append(committed);
            Wake(followed);
        }
    }

    /// <summary>Says that something of a run was, or may have been, committed in another way.</summary>
    public void Raise(LogName log)
    {
        if (_followed.TryGetValue(log, out var followed))
        {
            followed.Distrust();
            Wake(followed);
        }
    }

    /// <summary>Wakes a follower from now on. Whoever follows first and reads then misses nothing.</summary>
    public FollowedRun Follow(LogName log, Wakeup follower)
    {
        lock (_membership)
        {
            var followed = _followed.GetOrAdd(log, static (name, room) => new FollowedRun(name, room), _room);
            followed.Add(follower);
            return followed;
        }
    }

    /// <summary>Wakes a follower no more; what the last one leaves behind is let go of.</summary>
    public void Unfollow(FollowedRun followed, Wakeup follower)
    {
        lock (_membership)
        {
            if (followed.Remove(follower) && _followed.TryRemove(new(followed.Name, followed)))
            {
                followed.Close();
            }
        }
    }

    // Whoever commits does not wait until a thousand readers are woken.
    private static void Wake(FollowedRun followed) =>
        ThreadPool.UnsafeQueueUserWorkItem(static it => it.Wake(), followed, preferLocal: false);
}
