using Agntz.Domain.Traces;

namespace Agntz.Domain.Streams;

/// <summary>A piece of a log, and where the log stood when it was read: both are of the same instant.</summary>
public sealed record LogPage
{
    /// <summary>The entries after the one asked for, in order and without a gap; not always all there are.</summary>
    public required IReadOnlyList<LogEntry> Entries { get; init; }

    /// <summary>The number of the last entry; 0 for a log that is empty yet.</summary>
    public required long LastSeq { get; init; }

    /// <summary>True when nothing will come after <see cref="LastSeq"/>.</summary>
    public required bool IsEnded { get; init; }

    /// <summary>True when of an ended log only its last entry is kept; it is given whatever was asked for.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>
    /// True when it may be of an instant before it was asked for: the entries are right, but the log may have come further.
    /// </summary>
    public bool IsOld { get; init; }

    /// <summary>The trace as it stood, where spans were read.</summary>
    public TraceSummary? Summary { get; init; }

    /// <summary>Whether a reader who has these entries, and all before them, has the whole log.</summary>
    /// <param name="after">What the entries were asked after.</param>
    public bool IsOverFor(long after) => IsEnded && (Entries.Count == 0 ? after : Entries[^1].Seq) >= LastSeq;
}
