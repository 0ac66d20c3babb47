using Agntz.Persistence.Writing;

namespace Agntz.Persistence.Locking;

/// <summary>Which active runs are to be locked.</summary>
internal abstract record RunsToLock
{
    private RunsToLock()
    {
    }

    /// <summary>A page of the runs of dead or missing workers, without those somebody has locked.</summary>
    public sealed record Orphaned(RunPage Page) : RunsToLock;

    /// <summary>
    /// A page of the runs that have taken longer than they may, and that nobody executes or whose worker has not ended
    /// them for so long; without those somebody has locked.
    /// </summary>
    public sealed record Overdue(TimeSpan Grace, RunPage Page) : RunsToLock;

    /// <summary>A page of the runs of a worker, waiting for whoever has them locked.</summary>
    public sealed record HeldBy(Guid WorkerId, RunPage Page) : RunsToLock;

    /// <summary>A page of the runs of a worker, without those somebody has locked.</summary>
    public sealed record FreeOf(Guid WorkerId, RunPage Page) : RunsToLock;

    /// <summary>One run under one claim of a worker, unless somebody has it locked.</summary>
    public sealed record Claimed(RunKey Run, Guid WorkerId) : RunsToLock;

    /// <summary>One run, waiting for whoever has it locked.</summary>
    public sealed record One(long OwnerId, Guid Id) : RunsToLock;
}

/// <summary>
/// A page of runs in the order of their owners and ids. Runs that somebody has locked belong to the page, so however many
/// there are, the pages after it are reached.
/// </summary>
/// <param name="Limit">The most runs of the page, locked ones included.</param>
/// <param name="AfterOwner">The owner of the last run of the page before; 0 for the first page.</param>
/// <param name="AfterId">The last run of the page before.</param>
internal readonly record struct RunPage(int Limit, long AfterOwner = 0, Guid AfterId = default);
