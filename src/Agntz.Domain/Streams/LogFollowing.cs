using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Streams;

/// <summary>
/// One reader's place in a log. It holds a number, not a queue: a reader that is slow costs nothing and loses nothing.
/// For one reader at a time.
/// </summary>
public sealed class LogFollowing : IDisposable
{
    private readonly ILogReader? _logs;
    private readonly RunSignals _signals;
    private readonly FollowedRun _followed;
    private readonly Owner? _owner;
    private readonly LogKind _kind;
    private readonly Wakeup _wakeup;
    private bool _isKnown;
    private LogPage? _ahead;

    internal LogFollowing(
        ILogReader logs, RunSignals signals, Owner owner, RunId run, LogKind kind, long after, Wakeup wakeup)
    {
        _logs = logs;
        _signals = signals;
        _owner = owner;
        _kind = kind;
        _wakeup = wakeup;
        After = after;
        _followed = signals.Follow(new LogName(owner.Id, run), wakeup);
    }

    /// <summary>Follows the events of a log that is kept here alone, and that <paramref name="wakeup"/> follows already.</summary>
    internal LogFollowing(RunSignals signals, FollowedRun kept, Wakeup wakeup)
    {
        _signals = signals;
        _followed = kept;
        _wakeup = wakeup;
    }

    /// <summary>The number of the last entry that was read.</summary>
    public long After { get; private set; }

    /// <summary>Whether everything there was at the last read was read: it is time to wait for the wake-up.</summary>
    public bool IsCaughtUp { get; private set; }

    /// <summary>Whether the last entry of the log was read.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Looks at what the next read gives, and leaves it to that read.</summary>
    /// <returns>Null when the owner has no such log, or not any more.</returns>
    public async ValueTask<LogPage?> PeekAsync(CancellationToken cancellationToken) =>
        _ahead ??= await FindAsync(cancellationToken);

    /// <summary>Reads on. Whoever has caught up, and is not at the end, waits for the wake-up before the next read.</summary>
    /// <returns>Null when the owner has no such log, or not any more.</returns>
    public async ValueTask<LogPage?> ReadAsync(CancellationToken cancellationToken)
    {
        var page = await PeekAsync(cancellationToken);
        _ahead = null;
        if (page is null)
        {
            return null;
        }

        IsOver = page.IsRemoved || page.IsOverFor(After);
        After = page.Entries.Count == 0 ? After : page.Entries[^1].Seq;
        IsCaughtUp = !page.IsOld && (After >= page.LastSeq || page.Entries.Count == 0);
        return page;
    }

    /// <summary>Gives back what was read after an entry, to be read again.</summary>
    /// <param name="seq">The number of the last entry that was used.</param>
    public void GoBackTo(long seq)
    {
        After = seq;
        IsCaughtUp = false;
        IsOver = false;
    }

    /// <inheritdoc/>
    public void Dispose() => _signals.Unfollow(_followed, _wakeup);

    private ValueTask<LogPage?> FindAsync(CancellationToken cancellationToken) => _logs is null
        ? new ValueTask<LogPage?>(_followed.ReadKept(After))
        : FindAsync(_logs, cancellationToken);

    // What is in memory says nothing of whose it is: the database is asked first, with the owner.
    private async ValueTask<LogPage?> FindAsync(ILogReader logs, CancellationToken cancellationToken) =>
        !_isKnown
            ? await ReadStoredAsync(logs, cancellationToken)
            : _followed.Read(_kind, After)
                ?? await _followed.Stored(_kind).ReadAsync(
                    After, () => ReadStoredAsync(logs, cancellationToken), cancellationToken);

    private async Task<LogPage?> ReadStoredAsync(ILogReader logs, CancellationToken cancellationToken)
    {
        var page = await logs.ReadAsync(_owner!, _followed.Name.Run, _kind, After, cancellationToken);
        if (page is not null)
        {
            _isKnown = true;
            _followed.Learn(page);
        }

        return page;
    }
}
