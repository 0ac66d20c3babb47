using System.Threading.Channels;

namespace Agntz.Persistence.Writing.Buffering;

/// <summary>
/// The entries that wait for the next flush: one line for each owner, in the order in which they came. Bounded in
/// bytes: an entry that finds no room waits outside, and no entry is dropped while the buffer is open. An entry holds
/// its bytes until its flush is over. Safe for concurrent callers.
/// </summary>
/// <param name="capacity">The most bytes inside; see <see cref="OwnerLines"/>.</param>
/// <param name="clock">The clock of pauses, restrictions and of <see cref="StalledFor"/>.</param>
internal sealed class WriteBuffer(long capacity, TimeProvider clock)
{
    // A refusal shows that the database answers; so many without a commit show that it takes nothing.
    private const int MaxRefusalsAsProgress = 6;

    private static readonly TimeSpan Restriction = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly OwnerLines _lines = new(capacity);
    private readonly HashSet<BufferEntry> _taken = [];
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _commits;
    private long _progress = clock.GetTimestamp();
    private int _refusals;
    private bool _isClosed;

    /// <summary>How long something has waited while nothing was committed; zero while nothing waits.</summary>
    public TimeSpan StalledFor
    {
        get
        {
            lock (_lock)
            {
                return _lines.Bytes == 0 ? TimeSpan.Zero : clock.GetElapsedTime(_progress);
            }
        }
    }

    /// <summary>Puts an entry at the end of its owner's line. Never waits; a closed buffer drops the entry.</summary>
    public void Append(BufferEntry entry) => Enter(entry, _lines.Append);

    /// <summary>
    /// Puts an entry at the head of its line whether there is room or not: for what the writer itself must write.
    /// </summary>
    public void Force(BufferEntry entry) => Enter(entry, _lines.Force);

    /// <summary>Takes an entry out of its line.</summary>
    /// <returns>False when its flush has begun.</returns>
    public bool TryWithdraw(BufferEntry entry)
    {
        lock (_lock)
        {
            if (_isClosed || !_lines.Remove(entry))
            {
                return false;
            }

            var now = clock.GetTimestamp();
            _lines.Forget(_lines[entry.OwnerId], now);
            _lines.Admit(now);
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

    /// <summary>Gives back the room of entries whose flush has committed.</summary>
    public void Release(IReadOnlyList<BufferEntry> batch)
    {
        lock (_lock)
        {
            (_progress, _refusals) = (clock.GetTimestamp(), 0);
            _commits++;
            foreach (var line in batch.Select(entry => entry.OwnerId).Distinct().Select(owner => _lines[owner]))
            {
                line.Succeeded();
            }

            GiveBack(batch);
        }
    }

    /// <summary>Gives back the room of entries that will never be committed.</summary>
    public void Discard(IReadOnlyList<BufferEntry> batch)
    {
        lock (_lock)
        {
            GiveBack(batch);
        }
    }

    /// <summary>
    /// Puts a refused batch of one owner back to the head of its line, to be tried in smaller flushes that other owners
    /// have no part in.
    /// </summary>
    /// <param name="batch">Entries of one owner, in their order.</param>
    /// <param name="limit">The most entries of its next flushes.</param>
    /// <param name="pause">How long none of the line is tried.</param>
    public void PutBack(IReadOnlyList<BufferEntry> batch, int limit, TimeSpan pause) => PutBack(
        batch, (line, now) => line.Restrict(limit, now + Timestamps(pause + Restriction), now + Timestamps(pause)));

    /// <summary>As the other, for an owner who may not be at fault: the restriction ends with the next commit.</summary>
    public void PutBackSuspect(IReadOnlyList<BufferEntry> batch) =>
        PutBack(batch, (line, _) => line.Suspect(batch.Count));

    /// <summary>Puts a batch of one owner back to the head of its line, as if it had never been taken.</summary>
    public void PutBack(IReadOnlyList<BufferEntry> batch) => PutBack(batch, restrict: null);

    /// <summary>Counts that an entry was refused alone.</summary>
    /// <returns>How often by now, for how long, and how many other flushes have committed meanwhile.</returns>
    public (int Refusals, TimeSpan For, long Commits) CountRefusal(BufferEntry alone)
    {
        lock (_lock)
        {
            var (line, now) = (_lines[alone.OwnerId], clock.GetTimestamp());
            line.CountRefusal(alone.RunId, now, _commits);
            return (line.Refusals, clock.GetElapsedTime(line.FirstRefusal, now), _commits - line.CommitsAtFirstRefusal);
        }
    }

    /// <summary>Keeps an owner's entries apart from those of others for a while, and leaves out those nobody waits for.</summary>
    public void Restrict(long ownerId)
    {
        lock (_lock)
        {
            var (line, now) = (_lines[ownerId], clock.GetTimestamp());
            foreach (var settled in line.Inside.Concat(line.Outside).Where(entry => entry.IsSettled).ToList())
            {
                _lines.Remove(settled);
            }

            line.Restrict(1, now + Timestamps(Restriction), pausedUntil: 0);
            _lines.Turns.Add(line);
            foreach (var other in _lines.All)
            {
                _lines.Forget(other, now);
            }

            _lines.Admit(now);
        }
    }

    /// <summary>Drops the changes that wait, as the runs they belong to are not ours any more. Creations stay.</summary>
    public void DropChanges()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            foreach (var line in _lines.All)
            {
                foreach (var change in line.Inside.Concat(line.Outside).OfType<ChangeEntry>().ToList())
                {
                    change.Drop(isInDoubt: false);
                    _lines.Remove(change);
                }

                _lines.Forget(line, now);
            }

            _lines.Admit(now);
        }
    }

    /// <summary>Drops everything that waits or is in flight, and whatever comes from now on.</summary>
    public void Close()
    {
        IReadOnlyList<BufferEntry> waiting, taken;
        lock (_lock)
        {
            _isClosed = true;
            waiting = _lines.Clear();
            taken = [.. _taken];
            _taken.Clear();
        }

        foreach (var entry in waiting)
        {
            entry.Drop(isInDoubt: false);
        }

        foreach (var entry in taken)
        {
            entry.Drop(isInDoubt: true);
        }
    }

    private void Enter(BufferEntry entry, Action<BufferEntry> put)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _progress = _lines.Bytes == 0 ? clock.GetTimestamp() : _progress;
                put(entry);
                _arrived.Writer.TryWrite(true);
                return;
            }
        }

        entry.Drop(isInDoubt: false);
    }

    private (IReadOnlyList<BufferEntry> Batch, TimeSpan? Pause) Take(bool ignoresPauses)
    {
        lock (_lock)
        {
            _arrived.Reader.TryRead(out _);
            var now = clock.GetTimestamp();
            var batch = _lines.Turns.Take(now, ignoresPauses);
            _taken.UnionWith(batch);
            return batch.Count == 0 && _lines.Turns.NextStart is { } next
                ? (batch, clock.GetElapsedTime(now, Math.Max(now, next)))
                : (batch, null);
        }
    }

    // A closed buffer has dropped what was taken, and has no room to give back.
    private void GiveBack(IReadOnlyList<BufferEntry> batch)
    {
        if (_isClosed)
        {
            return;
        }

        var now = clock.GetTimestamp();
        foreach (var entry in batch)
        {
            var line = _lines[entry.OwnerId];
            _taken.Remove(entry);
            _lines.GiveBack(line, entry);
            _lines.Forget(line, now);
        }

        _lines.Admit(now);
    }

    private void PutBack(IReadOnlyList<BufferEntry> batch, Action<OwnerLine, long>? restrict)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            var (line, now) = (_lines[batch[0].OwnerId], clock.GetTimestamp());
            foreach (var entry in batch.Reverse())
            {
                _taken.Remove(entry);
                line.Inside.AddFirst(entry.Place);
            }

            if (restrict is not null)
            {
                _progress = _refusals++ < MaxRefusalsAsProgress ? now : _progress;
                restrict(line, now);
            }

            _lines.Turns.Add(line);
        }
    }

    private long Timestamps(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);
}
