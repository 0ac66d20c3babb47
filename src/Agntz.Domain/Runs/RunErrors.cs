namespace Agntz.Domain.Runs;

/// <summary>Errors that say the same whatever run they end.</summary>
public static class RunErrors
{
    /// <summary>A defect of this server; what happened is in its log, under the run's id.</summary>
    public static RunError Internal { get; } = new(
        "The server failed while it executed this run. The server's log names the cause under the run's id.",
        RunErrorCodes.Internal);

    /// <summary>Whatever executes the run is lost, again and again at the same place.</summary>
    public static RunError WorkerLost { get; } = new(
        "The run was given up: each worker that executed it was lost before it made any progress. Look for a step that "
        + "brings a process down, by memory or otherwise.",
        RunErrorCodes.WorkerLost);

    /// <summary>The run took longer than it may.</summary>
    public static RunError TimedOut(TimeSpan limit) => new(
        $"The run did not end within its time limit of {limit}, counted from when a worker first took it. Give it less "
        + "to do, or more time: timeoutMs of the request, up to the server's Worker__MaxRunDuration.",
        RunErrorCodes.InvocationTimeout);

    /// <summary>The database refused what the run wrote, which tells nothing of what that was.</summary>
    public static RunError StorageRejected { get; } = new(
        "The database refused something this run wrote. The server's log names the cause under the run's id.",
        RunErrorCodes.StorageRejected);

    /// <summary>The memory of this process was used up while it executed the run.</summary>
    public static RunError OutOfMemory { get; } = new(
        "The server had no memory left while it executed this run. Let steps pass on less of what they were given, lower "
        + "the server's Limits__MaxHeldBytes and Worker__MaxConcurrentRuns, or give it more memory.",
        RunErrorCodes.RunTooLarge);

    /// <summary>What a run fails with that ends in something nobody expected.</summary>
    public static RunError Of(Exception unexpected) => unexpected is OutOfMemoryException ? OutOfMemory : Internal;
}
