using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Agntz.Persistence.Compacting;

/// <summary>Puts the logs of ended runs together, one after the other.</summary>
internal sealed partial class SegmentCompactor(
    EndedRuns ended, SegmentCompaction compaction, ILogger<SegmentCompactor> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var log in ended.TakeAsync(stoppingToken))
            {
                await CompactAsync(log, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What waits keeps its log as it was written.
        }
    }

    private async Task CompactAsync(LogName log, CancellationToken cancellationToken)
    {
        try
        {
            if (await compaction.RunAsync(log, cancellationToken))
            {
                LogCompacted(log.Run);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotCompacted(failure, log.Run);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The log of run {RunId} was put together")]
    private partial void LogCompacted(RunId runId);

    [LoggerMessage(LogLevel.Warning, "The log of run {RunId} could not be put together and stays as it was written")]
    private partial void LogNotCompacted(Exception failure, RunId runId);
}
