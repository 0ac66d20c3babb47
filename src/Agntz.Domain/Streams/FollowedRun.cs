using Agntz.Domain.Traces;

namespace Agntz.Domain.Streams;

/// <summary>
/// A run whose logs somebody in this process follows: who they are, and what was committed since. Safe for concurrent
/// callers.
/// </summary>
public sealed class FollowedRun
{
    private static readonly LogHeads Unlooked = new(-1, -1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly HashSet<Wakeup> _followers = [];
    private readonly Dictionary<SpanId, Span> _open = [];
    private readonly LogTail _events;
    private readonly LogTail _spans;
    private StoredReads? _storedEvents;
    private StoredReads? _storedSpans;
    private TraceSummary? _summary;
    private LogHeads? _heads = Unlooked;
    private bool _isTouched;
    private bool _isDistrusted;
    private bool _isClosed;

    /// <param name="name">Which run.</param>
    /// <param name="room">What its entries take room of; null where its events are kept here alone.</param>
    internal FollowedRun(LogName name, CacheRoom? room)
    {
        Name = name;
        IsKept = room is null;
        _events = new LogTail(room);
        _spans = new LogTail(room);
    }

    /// <summary>Which run.</summary>
    public LogName Name { get; }

    /// <summary>Whether its events are kept here and nowhere else.</summary>
    internal bool IsKept { get; }

    /// <summary>What follows an entry of a log.</summary>
    /// <returns>Null when it is not known here, and the database must be asked.</returns>
    public LogPage? Read(LogKind kind, long after)
    {
        lock (_lock)
        {
            return (kind is LogKind.Events ? _events : _spans).Read(after);
        }
    }

    /// <summary>What follows an event of a log that is kept here alone; what is before it is let go of.</summary>
    /// <returns>Null when no more will come and the log has no end.</returns>
    internal LogPage? ReadKept(long after)
    {
        lock (_lock)
        {
            _events.LetGo(after);
            return _events.Read(after)
                ?? (_isDistrusted ? null : new LogPage { Entries = [], LastSeq = after, IsEnded = false });
        }
    }

    /// <summary>Learns what a reader has found in the database and what this process has not written itself.</summary>
    public void Learn(LogPage page)
    {
        if (page.IsEnded || page.Summary is null)
        {
            return;
        }

        lock (_lock)
        {
            _summary ??= page.Summary;
            foreach (var entry in page.Entries)
            {
                Learn(entry);
            }
        }
    }

    /// <summary>
    /// Whether something was committed to the run by this process since this was last asked; if not, others may be at
    /// work on it.
    /// </summary>
    public bool TakeTouched()
    {
        lock (_lock)
        {
            var touched = _isTouched;
            _isTouched = false;
            return touched;
        }
    }

    /// <summary>Learns how far the logs have come in the database.</summary>
    /// <param name="heads">How far; null when they are not there any more.</param>
    /// <returns>True when others have committed since this was last told, so that whoever follows should look.</returns>
    public bool Observe(LogHeads? heads)
    {
        lock (_lock)
        {
            if (_isTouched || _heads == heads)
            {
                return false;
            }

            _heads = heads;
            return true;
        }
    }

    /// <summary>The reads of what is not known here; nobody has them who never needs one.</summary>
    internal StoredReads Stored(LogKind kind)
    {
        lock (_lock)
        {
            return kind is LogKind.Events
                ? _storedEvents ??= new StoredReads(Patience)
                : _storedSpans ??= new StoredReads(Patience);
        }
    }

    internal void Add(Wakeup follower)
    {
        lock (_lock)
        {
            _followers.Add(follower);
        }
    }

    /// <returns>True when nobody is left.</returns>
    internal bool Remove(Wakeup follower)
    {
        lock (_lock)
        {
            _followers.Remove(follower);
            return _followers.Count == 0;
        }
    }

    /// <summary>Keeps what was committed.</summary>
    internal void Append(CommittedEntries committed)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isTouched = true;
            _summary ??= committed.Begun;
            foreach (var entry in committed.Events)
            {
                _events.Append(entry, isLast: committed.End is not null && entry == committed.Events[^1]);
            }

            foreach (var span in IsKept ? [] : committed.Spans)
            {
                Append(committed.Trace, span);
            }

            if (committed.End is { } end && !IsKept)
            {
                AppendDone(end);
            }

            _heads = committed.Heads(_heads ?? Unlooked);
        }
    }

    /// <summary>Notes that others have committed, or may have.</summary>
    internal void Distrust()
    {
        lock (_lock)
        {
            _isDistrusted = true;
            _events.Distrust();
            _spans.Distrust();
        }
    }

    internal void Wake()
    {
        lock (_lock)
        {
            foreach (var follower in _followers)
            {
                follower.Raise(WakeReasons.Changed);
            }
        }
    }

    /// <summary>Gives back all room; nothing is kept from now on.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _events.Clear();
            _spans.Clear();
        }
    }

    private void Append(TraceIdentity trace, SpanCommit commit)
    {
        switch (commit)
        {
            case SpanCommit.Started started:
                var begun = Span.Begun(started.Span);
                _open[begun.Id] = begun;
                _spans.Append(new LogEntry.SpanStarted(started.Seq, trace, begun), isLast: false);
                break;
            case SpanCommit.Ended ended when _open.Remove(ended.Span.Id, out var open):
                _spans.Append(new LogEntry.SpanEnded(ended.Seq, trace, open.Ended(ended.Span)), isLast: false);
                break;
            default:
                _spans.Skip(commit.Seq);
                break;
        }
    }

    private void AppendDone(TraceEnd end)
    {
        if (_summary is { } begun)
        {
            _spans.Append(new LogEntry.TraceDone(end.Seq, end.Complete(begun)), isLast: true);
        }
        else
        {
            _spans.Skip(end.Seq);
        }
    }

    private void Learn(LogEntry entry)
    {
        switch (entry)
        {
            case LogEntry.SpanStarted started:
                _open.TryAdd(started.Span.Id, started.Span);
                break;
            case LogEntry.SpanEnded ended:
                _open.Remove(ended.Span.Id);
                break;
        }
    }
}
