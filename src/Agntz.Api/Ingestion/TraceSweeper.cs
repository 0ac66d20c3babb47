using Agntz.Api.Workers;
using Agntz.Domain.Traces.Ingestion;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Ingestion;

/// <summary>Ends traces without a run that have become quiet. Every process does this for all.</summary>
internal sealed partial class TraceSweeper(
    ITraceClosing closing, IOptions<IngestionOptions> options, TimeProvider clock, ILogger<TraceSweeper> logger)
    : PeriodicWork(TimeSpan.FromSeconds(1), clock)
{
    // Few enough that nobody waits for such a transaction.
    private const int Traces = 50;

    /// <summary>Does all there is to do, one bounded transaction after the other.</summary>
    internal override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var (complete, abandon) = (options.Value.CompleteAfter, options.Value.AbandonAfter);
        while (await closing.CloseAsync(complete, abandon, Traces, cancellationToken) is Traces)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    protected override void LogFailure(Exception failure) => LogCannotSweep(failure, Interval);

    [LoggerMessage(LogLevel.Warning, "Quiet traces could not be ended; trying again in {Interval}")]
    private partial void LogCannotSweep(Exception failure, TimeSpan interval);
}
