namespace Agntz.Persistence.Writing.Buffering;

/// <summary>A creation or a change that waits to be committed.</summary>
internal abstract class BufferEntry(long bytes)
{
    /// <summary>About how much memory the entry holds.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>The owner in whose line the entry waits.</summary>
    public abstract long OwnerId { get; }

    /// <summary>The run the entry belongs to.</summary>
    public abstract Guid RunId { get; }

    /// <summary>True once nobody waits for the entry any more, so that a flush may leave it out.</summary>
    public abstract bool IsSettled { get; }

    /// <summary>Answers that the entry will never be committed, and ends the hold it was written under.</summary>
    public abstract void Drop();
}
