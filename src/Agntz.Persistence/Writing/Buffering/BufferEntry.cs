namespace Agntz.Persistence.Writing.Buffering;

/// <summary>A creation or a change that waits to be committed.</summary>
internal abstract class BufferEntry
{
    protected BufferEntry(long bytes)
    {
        Bytes = bytes;
        Place = new LinkedListNode<BufferEntry>(this);
    }

    /// <summary>About how much memory the entry holds.</summary>
    public long Bytes { get; }

    /// <summary>The place of the entry in its owner's line; in no list while a flush has it.</summary>
    public LinkedListNode<BufferEntry> Place { get; }

    /// <summary>The owner in whose line the entry waits.</summary>
    public abstract long OwnerId { get; }

    /// <summary>The run the entry belongs to.</summary>
    public abstract Guid RunId { get; }

    /// <summary>True once nobody waits for the entry any more, so that a flush may leave it out.</summary>
    public abstract bool IsSettled { get; }

    /// <summary>Answers that the entry is not committed, and ends the hold it was written under.</summary>
    /// <param name="isInDoubt">Whether a flush with the entry may have committed all the same.</param>
    public abstract void Drop(bool isInDoubt);
}
