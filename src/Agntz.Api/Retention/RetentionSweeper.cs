using Agntz.Api.Workers;
using Agntz.Domain.Retention;

namespace Agntz.Api.Retention;

/// <summary>Deletes runs whose time is over, and erases what was deleted, a little at a time. Every process does this for all.</summary>
internal sealed partial class RetentionSweeper(IErasure erasure, TimeProvider clock, ILogger<RetentionSweeper> logger)
    : PeriodicWork(TimeSpan.FromSeconds(10), clock)
{
    // Few enough that nobody waits for such a transaction.
    private const int Rows = 1000;

    /// <summary>Does all there is to do, one bounded transaction after the other.</summary>
    internal override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        while (await erasure.ExpireAsync(Rows, cancellationToken) is Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        while (await erasure.EraseAsync(Rows, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    protected override void LogFailure(Exception failure) => LogCannotSweep(failure, Interval);

    [LoggerMessage(LogLevel.Warning, "What is to go could not be erased; trying again in {Interval}")]
    private partial void LogCannotSweep(Exception failure, TimeSpan interval);
}
