using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Agntz.Persistence.Compacting;

/// <summary>Puts the logs of ended runs together, one after the other.</summary>
internal sealed partial class SegmentCompactor(
    EndedRuns ended, SegmentCompaction compaction, ILogger<SegmentCompactor> logger) : BackgroundService
{
    private const int AtOnce = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await CompactAsync(await ended.TakeAsync(AtOnce, stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What waits keeps its log as it was written.
        }
    }

    private async Task CompactAsync(IReadOnlyList<LogName> runs, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var log in await compaction.FindLongAsync(runs, cancellationToken))
            {
                if (await compaction.RunAsync(log, cancellationToken))
                {
                    LogCompacted(log.Run);
                }
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotCompacted(failure, runs.Count);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The log of run {RunId} was put together")]
    private partial void LogCompacted(RunId runId);

    [LoggerMessage(LogLevel.Warning,
        "Not all logs of {Count} ended runs could be put together; the others stay as they were written")]
    private partial void LogNotCompacted(Exception failure, int count);
}
