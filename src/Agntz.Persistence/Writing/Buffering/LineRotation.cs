namespace Agntz.Persistence.Writing.Buffering;

/// <summary>
/// The lines that have something to flush, and whose turn it is. A batch takes an entry of each line in turn, and the
/// next batch begins where this one ended. Restricted lines are served alone, at most every second time while others
/// wait. Not safe for concurrent callers.
/// </summary>
internal sealed class LineRotation
{
    private readonly LinkedList<OwnerLine> _lines = [];
    private bool _restrictedIsNext;

    /// <summary>Puts a line behind all others; leaves out a line that has nothing to flush.</summary>
    public void Add(OwnerLine line)
    {
        Remove(line);
        if (line.Inside.Count > 0)
        {
            _lines.AddLast(line.Turn);
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
    public void Remove(OwnerLine line)
    {
        if (line.Turn.List is not null)
        {
            _lines.Remove(line.Turn);
        }
    }

    /// <summary>Takes the next batch out of the lines.</summary>
    /// <param name="now">The time.</param>
    /// <param name="ignoresPauses">Whether paused lines are served as well.</param>
    public IReadOnlyList<BufferEntry> Take(long now, bool ignoresPauses)
    {
        foreach (var line in _lines)
        {
            line.Lift(now);
        }

        var latestPause = ignoresPauses ? long.MaxValue : now;
        _restrictedIsNext = !_restrictedIsNext;
        var batch = _restrictedIsNext ? TakeRestricted(latestPause) : TakeShared();
        return batch.Count > 0 ? batch : _restrictedIsNext ? TakeShared() : TakeRestricted(latestPause);
    }

    /// <summary>When the first paused line may be served again; null when no line has anything.</summary>
    public long? NextStart => _lines.Count == 0 ? null : _lines.Min(line => line.PausedUntil);

    private IReadOnlyList<BufferEntry> TakeShared()
    {
        var batch = new FlushBatch();
        while (_lines.FirstOrDefault(line => line.Limit is null) is { } line && batch.TryAdd(line.Inside.First!.Value))
        {
            line.Inside.RemoveFirst();
            Add(line);
        }

        return batch.Entries;
    }

    private IReadOnlyList<BufferEntry> TakeRestricted(long latestPause)
    {
        var batch = new FlushBatch();
        if (_lines.FirstOrDefault(line => line.Limit is not null && line.PausedUntil <= latestPause) is { } line)
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
