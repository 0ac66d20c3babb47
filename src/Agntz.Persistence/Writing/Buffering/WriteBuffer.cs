using System.Threading.Channels;

namespace Agntz.Persistence.Writing.Buffering;

/// <summary>
/// The entries that wait for the next flush: one line for each owner, in the order in which they came. Bounded in
/// bytes, with half as the share of one owner: an entry that finds no room waits outside, in order, and no entry is
/// dropped while the buffer is open. An entry holds its bytes until its flush is over. Safe for concurrent callers.
/// </summary>
/// <param name="capacity">The most bytes inside. An entry larger than that is let in alone.</param>
/// <param name="clock">The clock of pauses, restrictions and of <see cref="StalledFor"/>.</param>
internal sealed class WriteBuffer(long capacity, TimeProvider clock)
{
    private static readonly TimeSpan Restriction = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, OwnerLine> _lines = [];
    private readonly LinkedList<OwnerLine> _outside = [];
    private readonly LineRotation _turns = new();
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly long _share = capacity / 2;
    private long _bytes;
    private long _progress = clock.GetTimestamp();
    private bool _isClosed;

    /// <summary>How long something has waited while nothing was committed; zero while nothing waits.</summary>
    public TimeSpan StalledFor
    {
        get
        {
            lock (_lock)
            {
                return _bytes == 0 ? TimeSpan.Zero : clock.GetElapsedTime(_progress);
            }
        }
    }

    /// <summary>Puts an entry at the end of its owner's line. Never waits; a closed buffer drops the entry.</summary>
    public void Append(BufferEntry entry)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                var line = Line(entry.OwnerId);
                line.Outside.AddLast(entry);
                LetIn(line);
                if (line.Outside.Count == 1)
                {
                    _outside.AddLast(line);
                }

                return;
            }
        }

        entry.Drop();
    }

    /// <summary>Lets an entry in whether there is room or not: for what the writer itself must write.</summary>
    public void Force(BufferEntry entry)
    {
        lock (_lock)
        {
            Enter(Line(entry.OwnerId), entry);
        }
    }

    /// <summary>Takes an entry out of its line.</summary>
    /// <returns>False when its flush has begun.</returns>
    public bool TryWithdraw(BufferEntry entry)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(entry.OwnerId, out var line) || !Remove(line, entry))
            {
                return false;
            }

            Forget(line);
            Admit();
            return true;
        }
    }

    /// <summary>Waits until there is something to flush, and takes a batch of it.</summary>
    /// <param name="stopping">Ends the wait and all pauses, but not the taking of what is there.</param>
    /// <returns>Empty only when the token has fired and nothing is left.</returns>
    public async Task<IReadOnlyList<BufferEntry>> TakeAsync(CancellationToken stopping)
    {
        while (true)
        {
            var (batch, pause) = Take(stopping.IsCancellationRequested);
            if (batch.Count > 0 || stopping.IsCancellationRequested)
            {
                return batch;
            }

            using var waking = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            Task wait = _arrived.Reader.WaitToReadAsync(waking.Token).AsTask();
            if (pause is { } rest)
            {
                wait = Task.WhenAny(wait, Task.Delay(rest, clock, waking.Token));
            }

            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await waking.CancelAsync();
        }
    }

    /// <summary>Gives back the room of entries whose flush is over.</summary>
    public void Release(IReadOnlyList<BufferEntry> batch)
    {
        lock (_lock)
        {
            _progress = clock.GetTimestamp();
            foreach (var entry in batch)
            {
                var line = Line(entry.OwnerId);
                line.Succeeded();
                GiveBack(line, entry);
                Forget(line);
            }

            Admit();
        }
    }

    /// <summary>
    /// Puts a batch of one owner back to the head of its line. With a limit its next flushes are smaller, and other
    /// owners have no part in them.
    /// </summary>
    /// <param name="batch">Entries of one owner, in their order.</param>
    /// <param name="limit">The most entries of its next flushes; null for no restriction.</param>
    /// <param name="pause">How long none of a restricted line is tried.</param>
    public void PutBack(IReadOnlyList<BufferEntry> batch, int? limit, TimeSpan pause)
    {
        lock (_lock)
        {
            var (line, now) = (Line(batch[0].OwnerId), clock.GetTimestamp());
            _progress = now;
            if (limit is { } most)
            {
                line.Restrict(most, now + Timestamps(pause + Restriction));
                line.Pause(now + Timestamps(pause));
            }

            foreach (var entry in batch.Reverse())
            {
                line.Inside.AddFirst(entry);
            }

            _turns.Add(line);
        }
    }

    /// <summary>Counts that the oldest entry of an owner was refused alone.</summary>
    /// <returns>How often by now, one after the other, and for how long.</returns>
    public (int Refusals, TimeSpan For) CountRefusal(long ownerId)
    {
        lock (_lock)
        {
            var (line, now) = (Line(ownerId), clock.GetTimestamp());
            line.CountRefusal(now);
            return (line.Refusals, clock.GetElapsedTime(line.FirstRefusal, now));
        }
    }

    /// <summary>Keeps an owner's entries apart from those of others for a while.</summary>
    public void Restrict(long ownerId)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            Line(ownerId).Restrict(1, now + Timestamps(Restriction));
            foreach (var line in _lines.Values.ToList())
            {
                line.Lift(now);
                Forget(line);
            }
        }
    }

    /// <summary>Drops the changes that wait, as the runs they belong to are not ours any more. Creations stay.</summary>
    public void DropChanges()
    {
        lock (_lock)
        {
            foreach (var line in _lines.Values.ToList())
            {
                foreach (var change in line.Inside.Concat(line.Outside).OfType<ChangeEntry>().ToList())
                {
                    change.Drop();
                    Remove(line, change);
                }

                Forget(line);
            }

            Admit();
        }
    }

    /// <summary>Drops everything that waits, and whatever comes from now on.</summary>
    public void Close()
    {
        List<BufferEntry> left;
        lock (_lock)
        {
            _isClosed = true;
            left = [.. _lines.Values.SelectMany(line => line.Inside.Concat(line.Outside))];
            left.ForEach(entry => _turns.Remove(Line(entry.OwnerId)));
            _lines.Clear();
            _bytes = 0;
        }

        left.ForEach(entry => entry.Drop());
    }

    private (IReadOnlyList<BufferEntry> Batch, TimeSpan? Pause) Take(bool ignoresPauses)
    {
        lock (_lock)
        {
            _arrived.Reader.TryRead(out _);
            var now = clock.GetTimestamp();
            var batch = _turns.Take(now, ignoresPauses);
            return batch.Count == 0 && _turns.NextStart is { } next
                ? (batch, clock.GetElapsedTime(now, Math.Max(now, next)))
                : (batch, null);
        }
    }

    private OwnerLine Line(long ownerId)
    {
        if (!_lines.TryGetValue(ownerId, out var line))
        {
            line = new OwnerLine(ownerId);
            _lines.Add(ownerId, line);
        }

        return line;
    }

    private void Enter(OwnerLine line, BufferEntry entry)
    {
        _progress = _bytes == 0 ? clock.GetTimestamp() : _progress;
        line.Inside.AddLast(entry);
        line.Bytes += entry.Bytes;
        _bytes += entry.Bytes;
        _turns.Ensure(line);
        _arrived.Writer.TryWrite(true);
    }

    private bool Remove(OwnerLine line, BufferEntry entry)
    {
        if (line.Inside.Remove(entry))
        {
            GiveBack(line, entry);
            return true;
        }

        return line.Outside.Remove(entry);
    }

    private void GiveBack(OwnerLine line, BufferEntry entry)
    {
        line.Bytes -= entry.Bytes;
        _bytes -= entry.Bytes;
        if (line.Inside.Count == 0)
        {
            _turns.Remove(line);
        }
    }

    // Lines that wait outside are let in by turns as well.
    private void Admit()
    {
        for (var left = _outside.Count; left > 0; left--)
        {
            var line = _outside.First!.Value;
            _outside.RemoveFirst();
            LetIn(line);
            if (line.Outside.Count > 0)
            {
                _outside.AddLast(line);
            }

            Forget(line);
        }
    }

    private void LetIn(OwnerLine line)
    {
        while (line.Outside.First is { } next && HasRoom(line, next.Value))
        {
            line.Outside.RemoveFirst();
            Enter(line, next.Value);
        }
    }

    private bool HasRoom(OwnerLine line, BufferEntry entry) =>
        (_bytes == 0 || _bytes + entry.Bytes <= capacity) && (line.Bytes == 0 || line.Bytes + entry.Bytes <= _share);

    private void Forget(OwnerLine line)
    {
        if (line.IsIdle)
        {
            _lines.Remove(line.OwnerId);
        }
    }

    private long Timestamps(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);
}
