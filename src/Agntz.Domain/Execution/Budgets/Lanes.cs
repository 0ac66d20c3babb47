namespace Agntz.Domain.Execution.Budgets;

/// <summary>
/// Bounds how many parts of one run are under way at a time, whichever agents they belong to. Whoever has parts to start
/// goes through them one after the other in a lane of its own, which is always there, and in as many more as are free: so
/// parts within parts never wait for each other. Safe for concurrent branches.
/// </summary>
/// <param name="lanes">How many there are in all; at least 1.</param>
internal sealed class Lanes(int lanes)
{
    private int _free = lanes - 1;

    /// <summary>Carries out parts, which begin in their order; completes when all have.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="act">Carries out the part of an index. It never throws.</param>
    public async Task RunAsync(int count, Func<int, Task> act)
    {
        var parts = new Parts(count, act);
        while (parts.HasMoreThanOne && TryTake())
        {
            parts.Add(FreeLaneAsync(parts));
        }

        await LaneAsync(parts);
        await parts.WhenAddedAreDoneAsync();
    }

    private async Task FreeLaneAsync(Parts parts)
    {
        await LaneAsync(parts);
        Interlocked.Increment(ref _free);
    }

    private async Task LaneAsync(Parts parts)
    {
        while (parts.TryNext(out var index))
        {
            var part = parts.Act(index);
            if (part.IsCompleted)
            {
                continue;
            }

            await part;

            // Lanes that came free elsewhere meanwhile; not within a part that never waited, where stacks would grow.
            if (parts.HasMoreThanOne && TryTake())
            {
                parts.Add(FreeLaneAsync(parts));
            }
        }
    }

    private bool TryTake()
    {
        if (Interlocked.Decrement(ref _free) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _free);
        return false;
    }

    private sealed class Parts(int count, Func<int, Task> act)
    {
        private readonly Lock _lock = new();
        private readonly List<Task> _added = [];
        private int _next;

        public bool HasMoreThanOne => Volatile.Read(ref _next) < count - 1;

        public Task Act(int index) => act(index);

        public bool TryNext(out int index)
        {
            index = Interlocked.Increment(ref _next) - 1;
            return index < count;
        }

        public void Add(Task lane)
        {
            lock (_lock)
            {
                _added.Add(lane);
            }
        }

        // A lane may add another until its last part has begun, so that the last to be done is always among those seen.
        public async Task WhenAddedAreDoneAsync()
        {
            for (var done = 0; ; done++)
            {
                Task lane;
                lock (_lock)
                {
                    if (done == _added.Count)
                    {
                        return;
                    }

                    lane = _added[done];
                }

                await lane;
            }
        }
    }
}
