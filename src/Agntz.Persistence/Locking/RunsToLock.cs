using Agntz.Persistence.Writing;

namespace Agntz.Persistence.Locking;

/// <summary>Which active runs are to be locked.</summary>
internal abstract record RunsToLock
{
    private RunsToLock()
    {
    }

    /// <summary>Some runs of dead or missing workers, without those somebody has locked.</summary>
    public sealed record Orphaned(int Limit) : RunsToLock;

    /// <summary>
    /// Some runs that have taken longer than they may, and that nobody executes or whose worker has not ended them for
    /// so long; without those somebody has locked.
    /// </summary>
    public sealed record Overdue(TimeSpan Grace, int Limit) : RunsToLock;

    /// <summary>Some runs of a worker, waiting for whoever has them locked.</summary>
    public sealed record HeldBy(Guid WorkerId, int Limit) : RunsToLock;

    /// <summary>One run under one claim of a worker, unless somebody has it locked.</summary>
    public sealed record Claimed(RunKey Run, Guid WorkerId) : RunsToLock;

    /// <summary>One run, waiting for whoever has it locked.</summary>
    public sealed record One(long OwnerId, Guid Id) : RunsToLock;
}
