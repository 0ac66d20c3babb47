using Microsoft.Extensions.Logging;

namespace Agntz.Persistence.Writing;

internal sealed partial class GroupCommitWriter
{
    [LoggerMessage(LogLevel.Error,
        "The database did not take the last transactions in time while stopping; whatever waited is lost")]
    private partial void LogGaveUp(Exception failure);

    [LoggerMessage(LogLevel.Debug, "Nothing was written for {Silence}; the process showed that it lives")]
    private partial void LogShown(TimeSpan silence);

    [LoggerMessage(LogLevel.Debug, "The writer stopped after flush {Number}")]
    private partial void LogStopped(long number);

    [LoggerMessage(LogLevel.Warning, "The database cannot take the flush; trying again in {Backoff}")]
    private partial void LogUnavailable(Exception failure, TimeSpan backoff);

    [LoggerMessage(LogLevel.Warning, "A flush of {Count} writes of {Owners} owners was refused; trying smaller flushes")]
    private partial void LogDivided(Exception failure, int count, int owners);

    [LoggerMessage(LogLevel.Warning,
        "A write of run {RunId} was refused for the {Refusals}. time in a row; its owner's writes wait, others go on")]
    private partial void LogSetAside(Exception failure, Guid runId, int refusals);

    [LoggerMessage(LogLevel.Error, "The database refused a write of run {RunId} for good")]
    private partial void LogPoisoned(Exception failure, Guid runId);

    [LoggerMessage(LogLevel.Critical,
        "The database has lost transactions that it had acknowledged: it knows flush {Found} of this process, which has "
        + "committed flush {Number}. All runs of this process are dropped and go on from what the database has. "
        + "Was a standby promoted that was not synchronous, or a backup restored?")]
    private partial void LogWentBack(long number, long found);
}
