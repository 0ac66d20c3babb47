namespace Agntz.Domain.Streams;

/// <summary>How much memory the committed entries of all followed runs of a process may hold together.</summary>
/// <param name="capacity">In bytes.</param>
internal sealed class CacheRoom(long capacity)
{
    private long _used;

    /// <summary>How much is taken.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Takes room, where there is any.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= capacity)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    /// <summary>Gives room back.</summary>
    public void Release(long bytes) => Interlocked.Add(ref _used, -bytes);
}
