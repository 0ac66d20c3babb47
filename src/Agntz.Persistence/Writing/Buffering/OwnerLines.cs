namespace Agntz.Persistence.Writing.Buffering;

/// <summary>
/// The lines of all owners, and the room they share: a budget of bytes with half as the share of one owner. Lines that
/// wait for room are let in by turns, and nobody overtakes one that waits for the budget itself. Not safe for concurrent
/// callers.
/// </summary>
/// <param name="capacity">The most bytes inside. An entry larger than a share counts as one.</param>
internal sealed class OwnerLines(long capacity)
{
    private readonly Dictionary<long, OwnerLine> _lines = [];
    private readonly LinkedList<OwnerLine> _outside = [];
    private readonly long _share = capacity / 2;
    private bool _isFull;

    /// <summary>The lines whose turn it may be.</summary>
    public LineRotation Turns { get; } = new();

    /// <summary>The bytes inside, and of entries that a flush has.</summary>
    public long Bytes { get; private set; }

    /// <summary>Every line that has anything.</summary>
    public IReadOnlyList<OwnerLine> All => [.. _lines.Values];

    /// <summary>The line of an owner.</summary>
    public OwnerLine this[long ownerId]
    {
        get
        {
            if (!_lines.TryGetValue(ownerId, out var line))
            {
                line = new OwnerLine(ownerId);
                _lines.Add(ownerId, line);
            }

            return line;
        }
    }

    /// <summary>Puts an entry at the end of its line.</summary>
    public void Append(BufferEntry entry)
    {
        var line = this[entry.OwnerId];
        line.Outside.AddLast(entry.Place);
        if (!_isFull)
        {
            LetIn(line);
        }

        if (line.Outside.Count == 1)
        {
            _outside.AddLast(line);
        }
    }

    /// <summary>Puts an entry at the head of its line, whether there is room or not.</summary>
    public void Force(BufferEntry entry)
    {
        var line = this[entry.OwnerId];
        line.Inside.AddFirst(entry.Place);
        Hold(line, entry);
    }

    /// <summary>Takes an entry out of its line, with its room.</summary>
    /// <returns>False when no line has it.</returns>
    public bool Remove(BufferEntry entry)
    {
        if (entry.Place.List is not { } list)
        {
            return false;
        }

        var line = this[entry.OwnerId];
        list.Remove(entry.Place);
        if (list == line.Inside)
        {
            GiveBack(line, entry);
        }

        return true;
    }

    /// <summary>Gives back the room of an entry that no line has.</summary>
    public void GiveBack(OwnerLine line, BufferEntry entry)
    {
        line.Bytes -= entry.Bytes;
        Bytes -= entry.Bytes;
        if (line.Inside.Count == 0)
        {
            LineRotation.Remove(line);
        }
    }

    /// <summary>Lets in what there is room for by now, and forgets lines that have nothing.</summary>
    public void Admit(long now)
    {
        _isFull = false;
        for (var left = _outside.Count; left > 0 && !_isFull; left--)
        {
            var line = _outside.First!.Value;
            LetIn(line);
            _isFull = line.Outside.First is { } next && FitsItsShare(line, next.Value);
            if (_isFull)
            {
                break;
            }

            _outside.RemoveFirst();
            if (line.Outside.Count > 0)
            {
                _outside.AddLast(line);
            }

            Forget(line, now);
        }
    }

    /// <summary>Forgets a line that has nothing.</summary>
    public void Forget(OwnerLine line, long now)
    {
        line.Lift(now);
        if (line.IsIdle)
        {
            _lines.Remove(line.OwnerId);
        }
    }

    /// <summary>Takes out every entry.</summary>
    public IReadOnlyList<BufferEntry> Clear()
    {
        List<BufferEntry> all = [.. _lines.Values.SelectMany(line => line.Inside.Concat(line.Outside))];
        foreach (var line in _lines.Values)
        {
            line.Inside.Clear();
            line.Outside.Clear();
            LineRotation.Remove(line);
        }

        _outside.Clear();
        _lines.Clear();
        Bytes = 0;
        return all;
    }

    private void LetIn(OwnerLine line)
    {
        while (line.Outside.First is { } next && FitsItsShare(line, next.Value) && Fits(next.Value))
        {
            line.Outside.RemoveFirst();
            line.Inside.AddLast(next);
            Hold(line, next.Value);
        }
    }

    private void Hold(OwnerLine line, BufferEntry entry)
    {
        line.Bytes += entry.Bytes;
        Bytes += entry.Bytes;
        Turns.Ensure(line);
    }

    private bool Fits(BufferEntry entry) => Bytes == 0 || Bytes + Math.Min(entry.Bytes, _share) <= capacity;

    private bool FitsItsShare(OwnerLine line, BufferEntry entry) =>
        line.Bytes == 0 || line.Bytes + entry.Bytes <= _share;
}
