namespace Agntz.Persistence.Locking;

/// <summary>Which active runs are to be locked.</summary>
internal abstract record RunsToLock
{
    private RunsToLock()
    {
    }

    /// <summary>One run, waiting for whoever has it locked.</summary>
    public sealed record One(long OwnerId, Guid Id) : RunsToLock;
}
