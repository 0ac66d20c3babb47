using System.Threading.Channels;

namespace Agntz.Persistence.Writing.Buffering;

/// <summary>
/// What waits for the next flush, in the order it came. Bounded in bytes: what finds no room waits in line outside,
/// in order, and nothing is ever dropped. Room is held until the flush of an entry is over.
/// </summary>
/// <param name="capacity">How many bytes may be inside. An entry larger than that is let in alone.</param>
internal sealed class WriteBuffer(long capacity)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<BufferEntry> _inside = [];
    private readonly LinkedList<BufferEntry> _outside = [];
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _bytes;

    /// <summary>Puts an entry in line. Never waits.</summary>
    public void Append(BufferEntry entry)
    {
        lock (_lock)
        {
            _outside.AddLast(entry);
            LetIn();
        }
    }

    /// <summary>Lets an entry in whether there is room or not: for what the writer itself must write.</summary>
    public void Force(BufferEntry entry)
    {
        lock (_lock)
        {
            Enter(entry);
        }
    }

    /// <summary>Takes an entry out of the line.</summary>
    /// <returns>False when its flush has begun.</returns>
    public bool TryWithdraw(BufferEntry entry)
    {
        lock (_lock)
        {
            if (_outside.Remove(entry))
            {
                return true;
            }

            if (!_inside.Remove(entry))
            {
                return false;
            }

            _bytes -= entry.Bytes;
            LetIn();
            return true;
        }
    }

    /// <summary>Waits until there is something, and takes all there is.</summary>
    /// <param name="stopping">Ends the wait, but not the taking of what is there.</param>
    /// <returns>Empty only when the token has fired and nothing is left.</returns>
    public async Task<IReadOnlyList<BufferEntry>> TakeAsync(CancellationToken stopping)
    {
        while (true)
        {
            var batch = TakeInside();
            if (batch.Length > 0 || stopping.IsCancellationRequested)
            {
                return batch;
            }

            await ((Task)_arrived.Reader.WaitToReadAsync(stopping).AsTask())
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Gives back the room of entries whose flush is over.</summary>
    public void Release(IReadOnlyList<BufferEntry> batch)
    {
        lock (_lock)
        {
            foreach (var entry in batch)
            {
                _bytes -= entry.Bytes;
            }

            LetIn();
        }
    }

    private BufferEntry[] TakeInside()
    {
        lock (_lock)
        {
            _arrived.Reader.TryRead(out _);
            BufferEntry[] batch = [.. _inside];
            _inside.Clear();
            return batch;
        }
    }

    private void LetIn()
    {
        while (_outside.First is { } next && (_bytes == 0 || _bytes + next.Value.Bytes <= capacity))
        {
            _outside.RemoveFirst();
            Enter(next.Value);
        }
    }

    private void Enter(BufferEntry entry)
    {
        _inside.AddLast(entry);
        _bytes += entry.Bytes;
        _arrived.Writer.TryWrite(true);
    }
}
