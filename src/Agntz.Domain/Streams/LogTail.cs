namespace Agntz.Domain.Streams;

/// <summary>
/// The newest committed entries of one log, without a gap. Only a cache: whoever finds something missing reads the
/// database. Not safe for concurrent callers.
/// </summary>
/// <param name="room">
/// What the entries take room of; null for a log that is nowhere else: then everything is kept that was not let go of.
/// </param>
internal sealed class LogTail(CacheRoom? room)
{
    /// <summary>How much the entries of one log may hold, in bytes.</summary>
    public const int Capacity = 128 * 1024;

    private readonly Queue<LogEntry> _entries = new();
    private int _bytes;
    private long _last;
    private bool _isEnded;
    private LogPage? _newest;
    private long _newestAfter;

    /// <summary>Whether everything that is committed to the log comes here, so that its end here is its end.</summary>
    public bool IsFed { get; private set; }

    private long Floor => _last - _entries.Count;

    /// <summary>Adds an entry that has just been committed.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isLast">True when none will follow.</param>
    public void Append(LogEntry entry, bool isLast)
    {
        if (!IsFed || entry.Seq != _last + 1)
        {
            Clear();
        }

        MakeRoom(entry.Bytes);
        _last = entry.Seq;
        _isEnded = isLast;
        _newest = null;
        IsFed = true;
        if (room is null || (entry.Bytes <= Capacity && room.TryTake(entry.Bytes)))
        {
            _entries.Enqueue(entry);
            _bytes += entry.Bytes;
        }
        else
        {
            Clear();
        }
    }

    /// <summary>Notes that an entry was committed which is not known here.</summary>
    public void Skip(long seq)
    {
        Clear();
        _last = seq;
        _isEnded = false;
        _newest = null;
        IsFed = true;
    }

    /// <summary>Notes that others may have committed to the log.</summary>
    public void Distrust()
    {
        IsFed = false;
        _newest = null;
    }

    /// <summary>What follows an entry; old where others may have added to the log since.</summary>
    /// <returns>Null when it is not known here.</returns>
    public LogPage? Read(long after)
    {
        if (after < Floor || after > _last || (after == _last && !IsFed))
        {
            return null;
        }

        if (_newest is null || _newestAfter != after)
        {
            _newestAfter = after;
            _newest = new LogPage
            {
                Entries = [.. _entries.Skip((int)(after - Floor))],
                LastSeq = _last,
                IsEnded = _isEnded,
                IsOld = !IsFed,
            };
        }

        return _newest;
    }

    /// <summary>Lets go of every entry.</summary>
    public void Clear()
    {
        _entries.Clear();
        room?.Release(_bytes);
        _bytes = 0;
    }

    /// <summary>Lets go of the entries up to one.</summary>
    public void LetGo(long seq)
    {
        while (_entries.Count > 0 && Floor < seq)
        {
            _bytes -= _entries.Dequeue().Bytes;
        }
    }

    private void MakeRoom(int bytes)
    {
        while (room is not null && _entries.Count > 0 && _bytes + bytes > Capacity)
        {
            var oldest = _entries.Dequeue().Bytes;
            _bytes -= oldest;
            room.Release(oldest);
        }
    }
}
