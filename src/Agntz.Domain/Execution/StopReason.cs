namespace Agntz.Domain.Execution;

/// <summary>Why an execution goes no further although nothing in it failed.</summary>
internal enum StopReason
{
    /// <summary>The run's cancellation was accepted.</summary>
    Cancelled,

    /// <summary>Another branch of the same parallel agent failed.</summary>
    SiblingFailed,

    /// <summary>The run is not ours any more; nothing more may be written.</summary>
    Dropped,
}
