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

    /// <summary>The runs somebody follows of which more may be in the database than is known here.</summary>
    public IEnumerable<FollowedRun> Followed => _followed.Values.Where(run => !run.IsKept);

    /// <summary>
    /// Told of every run to which this process has committed, whether somebody follows it here or not. Never waits; set
    /// before anything is committed.
    /// </summary>
    public Action<LogName> Committed { get; set; } = static _ => { };

    /// <summary>
    /// Told when a run that had to wait for older ones of its session may be claimed, by whichever process. Never waits;
    /// set before anything is committed.
    /// </summary>
    public Action Readied { get; set; } = static () => { };

    /// <summary>
    /// Raised when commits of other processes may have been missed: whoever watches the database looks at once.
    /// </summary>
    public Wakeup Doubts { get; } = new();

    /// <summary>Hands on what this process has committed, in the order of the commits.</summary>
    public void Publish(CommittedEntries committed)
    {
        var log = new LogName(committed.Trace.Owner.Id, committed.Trace.Id);
        Committed(log);
        if (_followed.TryGetValue(log, out var followed))
        {
            followed.Append(committed);
            Wake(followed);
        }
    }

    /// <summary>Says that this process has committed something of a run in another way.</summary>
    public void Raise(LogName log)
    {
        Committed(log);
        Hear(log);
    }

    /// <summary>Says that another process has, or may have, committed something of a run.</summary>
    public void Hear(LogName log)
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

    /// <summary>Keeps the events of a run that is about to be created, of which nothing is stored.</summary>
    internal FollowedRun Keep(LogName log, Wakeup follower)
    {
        lock (_membership)
        {
            var kept = new FollowedRun(log, room: null);
            kept.Add(follower);
            _followed[log] = kept;
            return kept;
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
