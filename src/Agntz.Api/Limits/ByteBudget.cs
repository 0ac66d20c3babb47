namespace Agntz.Api.Limits;

/// <summary>
/// Bytes that requests may hold in memory together, and half of them the most that one owner may. Safe for concurrent
/// callers.
/// </summary>
/// <remarks>
/// Requests take more as they go on, and could all come to wait for each other: so the oldest claim of an owner gets what
/// it asks for beyond the share, and the oldest of all beyond the whole. What is held exceeds the budget by no more than
/// one request.
/// </remarks>
/// <param name="bytes">How many there are.</param>
/// <param name="clock">Counts how long is waited.</param>
internal abstract class ByteBudget(long bytes, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ByteClaim> _claims = new();
    private readonly LinkedList<Waiting> _waiting = new();
    private readonly Dictionary<long, OwnedClaims> _owners = [];
    private long _used;

    /// <summary>How many are held.</summary>
    public long Used
    {
        get
        {
            lock (_lock)
            {
                return _used;
            }
        }
    }

    /// <summary>Opens an empty claim, which its caller disposes.</summary>
    /// <param name="ownerId">Whose request it is for.</param>
    public ByteClaim Open(long ownerId)
    {
        lock (_lock)
        {
            if (!_owners.TryGetValue(ownerId, out var owned))
            {
                _owners.Add(ownerId, owned = new OwnedClaims());
            }

            var claim = new ByteClaim(this, ownerId);
            claim.Place = _claims.AddLast(claim);
            claim.OwnedPlace = owned.Claims.AddLast(claim);
            return claim;
        }
    }

    internal bool TryTake(ByteClaim claim, long more)
    {
        lock (_lock)
        {
            return TryTakeLocked(claim, more);
        }
    }

    internal async ValueTask<bool> TakeAsync(
        ByteClaim claim, long more, TimeSpan timeout, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiting> place;
        lock (_lock)
        {
            if (TryTakeLocked(claim, more))
            {
                return true;
            }

            place = _waiting.AddLast(new Waiting(claim, more));
        }

        await place.Value.Granted.Task.WaitAsync(timeout, clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            if (place.List is not null)
            {
                _waiting.Remove(place);
            }
        }

        // Given in the last moment, it is the claim's all the same, and goes back with it.
        cancellationToken.ThrowIfCancellationRequested();
        return place.Value.Granted.Task.IsCompleted;
    }

    internal void Close(ByteClaim claim)
    {
        lock (_lock)
        {
            if (claim.Place is null)
            {
                return;
            }

            var owned = _owners[claim.OwnerId];
            _used -= claim.Bytes;
            owned.Used -= claim.Bytes;
            _claims.Remove(claim.Place);
            owned.Claims.Remove(claim.OwnedPlace!);
            if (owned.Claims.Count == 0)
            {
                _owners.Remove(claim.OwnerId);
            }

            (claim.Place, claim.OwnedPlace, claim.Bytes) = (null, null, 0);
            GrantLocked();
        }
    }

    private void GrantLocked()
    {
        for (var place = _waiting.First; place is not null;)
        {
            var (next, waiting) = (place.Next, place.Value);
            if (TryTakeLocked(waiting.Claim, waiting.More))
            {
                _waiting.Remove(place);
                waiting.Granted.SetResult();
            }

            place = next;
        }
    }

    private bool TryTakeLocked(ByteClaim claim, long more)
    {
        if (claim.Place is null)
        {
            return false;
        }

        var owned = _owners[claim.OwnerId];
        var isFree = _used + more <= bytes || _claims.First == claim.Place;
        var isInShare = owned.Used + more <= bytes / 2 || owned.Claims.First == claim.OwnedPlace;
        if (!isFree || !isInShare)
        {
            return false;
        }

        _used += more;
        owned.Used += more;
        claim.Bytes += more;
        return true;
    }

    private sealed class OwnedClaims
    {
        public LinkedList<ByteClaim> Claims { get; } = new();

        public long Used { get; set; }
    }

    private sealed record Waiting(ByteClaim Claim, long More)
    {
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>What one request holds of a budget. Disposing it gives everything back.</summary>
internal sealed class ByteClaim(ByteBudget budget, long ownerId) : IDisposable
{
    public long OwnerId { get; } = ownerId;

    /// <summary>How much it holds.</summary>
    public long Bytes { get; set; }

    internal LinkedListNode<ByteClaim>? Place { get; set; }

    internal LinkedListNode<ByteClaim>? OwnedPlace { get; set; }

    /// <summary>Takes what is missing to an amount, where there is so much.</summary>
    public bool TryGrowTo(long bytes) => bytes <= Bytes || budget.TryTake(this, bytes - Bytes);

    /// <summary>Takes what is missing to an amount, and waits a while for it.</summary>
    /// <returns>False when there was not so much in time.</returns>
    public ValueTask<bool> GrowToAsync(long bytes, TimeSpan timeout, CancellationToken cancellationToken) =>
        bytes <= Bytes ? ValueTask.FromResult(true) : budget.TakeAsync(this, bytes - Bytes, timeout, cancellationToken);

    public void Dispose() => budget.Close(this);
}
