namespace Agntz.Domain.Streams;

/// <summary>
/// Reads of one log from the database, shared among those who follow it in this process: many who are behind, or
/// follow a run that is executed elsewhere, want the same at the same time. What was committed never changes, so a page
/// may be given to whoever lacks it; it is as good as a read of one's own to those who asked before it began. A page is
/// kept no longer than somebody uses it. Safe for concurrent callers.
/// </summary>
/// <param name="patience">
/// How long a reader waits for the reads of others before it reads at once: a database that does not answer must not
/// let readers wait for each other.
/// </param>
internal sealed class StoredReads(TimeSpan patience)
{
    private readonly Lock _lock = new();
    private readonly WeakReference<LogPage?> _newest = new(null);
    private Task _lastTurn = Task.CompletedTask;
    private long _asked;
    private long _begun;

    /// <summary>What follows an entry.</summary>
    /// <param name="after">The number of the entry.</param>
    /// <param name="read">Reads it from the database.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when <paramref name="read"/> has found nothing.</returns>
    public async Task<LogPage?> ReadAsync(long after, Func<Task<LogPage?>> read, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _asked);
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Interlocked.Exchange(ref _lastTurn, turn.Task);
        try
        {
            await before.WaitAsync(patience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            return Find(after, number) ?? await ReadAsync(read);
        }
        finally
        {
            turn.SetResult();
        }
    }

    private async Task<LogPage?> ReadAsync(Func<Task<LogPage?>> read)
    {
        var begun = Interlocked.Read(ref _asked);
        var page = await read();
        lock (_lock)
        {
            if (begun >= _begun)
            {
                _begun = begun;
                _newest.SetTarget(page);
            }
        }

        return page;
    }

    private LogPage? Find(long after, long number)
    {
        lock (_lock)
        {
            if (!_newest.TryGetTarget(out var page) || page.IsRemoved || page.Entries.Count == 0
                || after < page.Entries[0].Seq - 1 || after > page.Entries[^1].Seq)
            {
                return null;
            }

            var isOld = number > _begun;
            if (after == page.Entries[^1].Seq && (isOld || after < page.LastSeq))
            {
                return null;
            }

            var known = (int)(after - page.Entries[0].Seq + 1);
            return page with { Entries = known == 0 ? page.Entries : [.. page.Entries.Skip(known)], IsOld = isOld };
        }
    }
}
