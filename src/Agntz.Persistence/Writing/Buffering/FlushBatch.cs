namespace Agntz.Persistence.Writing.Buffering;

/// <summary>Entries for one flush, within the bounds of one.</summary>
internal sealed class FlushBatch
{
    /// <summary>The most bytes of one flush; a larger entry is flushed alone.</summary>
    internal const long MaxBytes = 4 * 1024 * 1024;

    /// <summary>The most runs of one flush.</summary>
    internal const int MaxRuns = 500;

    private readonly List<BufferEntry> _entries = [];
    private readonly HashSet<Guid> _runs = [];
    private long _bytes;

    /// <summary>The entries, those of a run in the order in which they came.</summary>
    public IReadOnlyList<BufferEntry> Entries => _entries;

    /// <summary>Adds an entry where there is room.</summary>
    public bool TryAdd(BufferEntry entry)
    {
        var fits = _bytes + entry.Bytes <= MaxBytes && (_runs.Count < MaxRuns || _runs.Contains(entry.RunId));
        if (!fits && _entries.Count > 0)
        {
            return false;
        }

        _entries.Add(entry);
        _runs.Add(entry.RunId);
        _bytes += entry.Bytes;
        return true;
    }
}
