namespace Agntz.Domain.Runs;

/// <summary>What became of a write.</summary>
public enum CommitOutcome
{
    /// <summary>Everything is durable and visible.</summary>
    Committed,

    /// <summary>
    /// The run's cancellation was accepted before: starts of spans were left out, an ending became the cancelled
    /// one, the rest is durable.
    /// </summary>
    Cancelled,

    /// <summary>Nothing was written: the run is not ours any more, or has ended.</summary>
    Dropped,
}
