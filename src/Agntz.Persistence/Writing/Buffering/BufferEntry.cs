namespace Agntz.Persistence.Writing.Buffering;

/// <summary>Something that waits to be committed.</summary>
internal abstract class BufferEntry(long bytes)
{
    /// <summary>About how much memory it holds.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>What its rows are tried together with when a batch is refused: one run.</summary>
    public abstract Guid RunId { get; }

    /// <summary>True once nobody waits for it any more and it may be left out.</summary>
    public abstract bool IsSettled { get; }
}
