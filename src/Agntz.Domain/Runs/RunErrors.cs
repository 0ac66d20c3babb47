namespace Agntz.Domain.Runs;

/// <summary>Errors that say the same whatever run they end.</summary>
public static class RunErrors
{
    /// <summary>A defect of this server; what happened is in its log, under the run's id.</summary>
    public static RunError Internal { get; } = new(
        "The server failed while it executed this run. The server's log names the cause under the run's id.",
        RunErrorCodes.Internal);

    /// <summary>The database refused what the run wrote, which tells nothing of what that was.</summary>
    public static RunError StorageRejected { get; } = new(
        "The database refused something this run wrote. The server's log names the cause under the run's id.",
        RunErrorCodes.StorageRejected);
}
