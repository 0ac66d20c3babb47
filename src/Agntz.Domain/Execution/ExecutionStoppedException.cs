namespace Agntz.Domain.Execution;

/// <summary>Unwinds an execution that goes no further although nothing in it failed.</summary>
internal sealed class ExecutionStoppedException(StopReason reason) : Exception(Describe(reason))
{
    public StopReason Reason { get; } = reason;

    private static string Describe(StopReason reason) => reason switch
    {
        StopReason.Cancelled => "the run was cancelled",
        StopReason.SiblingFailed => "another branch failed",
        _ => "the run is executed elsewhere",
    };
}
