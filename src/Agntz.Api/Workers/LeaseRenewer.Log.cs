namespace Agntz.Api.Workers;

internal sealed partial class LeaseRenewer
{
    [LoggerMessage(LogLevel.Information, "This process executes runs as worker {WorkerId} with a lease of {Lease}")]
    private partial void LogRegistered(Guid workerId, TimeSpan lease);

    [LoggerMessage(LogLevel.Information, "Worker {WorkerId} stopped and released {Count} unfinished runs")]
    private partial void LogReleased(Guid workerId, int count);

    [LoggerMessage(LogLevel.Warning,
        "Worker {WorkerId} stopped and could not release its runs; they are taken over when its lease has run out")]
    private partial void LogNotReleased(Exception failure, Guid? workerId);

    [LoggerMessage(LogLevel.Warning, "Worker {WorkerId} was declared dead; going on as a new one")]
    private partial void LogDead(Guid workerId);

    [LoggerMessage(LogLevel.Warning, "Nothing was committed for {Stalled}, so the lease is not renewed")]
    private partial void LogStalled(TimeSpan stalled);

    [LoggerMessage(LogLevel.Warning, "The lease could not be renewed; trying again in {Interval}")]
    private partial void LogCannotRenew(Exception failure, TimeSpan interval);
}
