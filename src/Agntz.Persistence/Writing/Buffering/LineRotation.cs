namespace Agntz.Persistence.Writing.Buffering;

/// <summary>
/// The lines that have something to flush, and whose turn it is. A batch takes an entry of each line in turn, and the
/// next batch begins where this one ended. Restricted lines are served alone, at most every second time while others
/// wait. Not safe for concurrent callers.
/// </summary>
internal sealed class LineRotation
{
    private readonly LinkedList<OwnerLine> _shared = [];
    private readonly LinkedList<OwnerLine> _restricted = [];
    private bool _restrictedIsNext;

    /// <summary>When the first paused line may be served again; null when nothing waits for that.</summary>
    public long? NextStart => _restricted.Count == 0 ? null : _restricted.Min(line => line.PausedUntil);

    /// <summary>Puts a line behind all others; leaves out a line that has nothing to flush.</summary>
    public void Add(OwnerLine line)
    {
        Remove(line);
        if (line.Inside.Count > 0)
        {
            (line.Limit is null ? _shared : _restricted).AddLast(line.Turn);
        }
    }

    /// <summary>Puts a line there that is not there yet.</summary>
    public void Ensure(OwnerLine line)
    {
        if (line.Turn.List is null)
        {
            Add(line);
        }
    }

    /// <summary>Takes a line out.</summary>
    public static void Remove(OwnerLine line) => line.Turn.List?.Remove(line.Turn);

    /// <summary>Takes the next batch out of the lines.</summary>
    /// <param name="now">The time.</param>
    /// <param name="ignoresPauses">Whether paused lines are served as well.</param>
    public IReadOnlyList<BufferEntry> Take(long now, bool ignoresPauses)
    {
        foreach (var line in _restricted.ToList())
        {
            line.Lift(now);
            if (line.Limit is null)
            {
                Add(line);
            }
        }

        var latestPause = ignoresPauses ? long.MaxValue : now;
        _restrictedIsNext = !_restrictedIsNext;
        var batch = _restrictedIsNext ? TakeRestricted(latestPause) : TakeShared();
        return batch.Count > 0 ? batch : _restrictedIsNext ? TakeShared() : TakeRestricted(latestPause);
    }

    private IReadOnlyList<BufferEntry> TakeShared()
    {
        var batch = new FlushBatch();
        while (_shared.First?.Value is { } line && batch.TryAdd(line.Inside.First!.Value))
        {
            line.Inside.RemoveFirst();
            Add(line);
        }

        return batch.Entries;
    }

    private IReadOnlyList<BufferEntry> TakeRestricted(long latestPause)
    {
        var batch = new FlushBatch();
        if (_restricted.FirstOrDefault(line => line.PausedUntil <= latestPause) is { } line)
        {
            while (batch.Entries.Count < line.Limit && line.Inside.First is { } next && batch.TryAdd(next.Value))
            {
                line.Inside.RemoveFirst();
            }

            Add(line);
        }

        return batch.Entries;
    }
}
