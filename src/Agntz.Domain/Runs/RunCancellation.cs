namespace Agntz.Domain.Runs;

/// <summary>What became of a request to cancel a run.</summary>
public abstract record RunCancellation
{
    private RunCancellation()
    {
    }

    /// <summary>No worker had the run; it has ended, cancelled.</summary>
    public sealed record Ended : RunCancellation;

    /// <summary>
    /// A worker has the run. The request is durable: no effect of the run starts from here on, and it ends cancelled
    /// whatever comes of what is in flight. The worker is still to be told, so that it need not find out by itself.
    /// </summary>
    /// <param name="Mode">The mode in force: the higher one of this request and those before.</param>
    public sealed record Requested(CancelMode Mode) : RunCancellation;

    /// <summary>Nothing was changed: the run has ended, or the owner has none of this id.</summary>
    public sealed record NotActive : RunCancellation;

    /// <summary>Nothing was changed: the run was locked for as long as callers wait.</summary>
    public sealed record Busy : RunCancellation;
}
