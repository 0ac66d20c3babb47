using Agntz.Domain.Runs;
using Agntz.Domain.Workers;

namespace Agntz.Api.Workers;

/// <summary>Forgets what nobody needs any more, a little at a time. Every process does this for all.</summary>
internal sealed partial class Housekeeping(
    IIdempotencyKeys keys, IWorkerLeases leases, TimeProvider clock, ILogger<Housekeeping> logger)
    : PeriodicWork(TimeSpan.FromMinutes(10), clock)
{
    private const int BatchSize = 1000;

    // A day is many of the hours after which every process that lives has shown itself.
    private static readonly TimeSpan Silence = TimeSpan.FromDays(1);

    /// <summary>Clears away all there is, one bounded transaction after the other.</summary>
    internal override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        while (await keys.SweepAsync(BatchSize, cancellationToken) is BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        while (await leases.ForgetAsync(Silence, BatchSize, cancellationToken) >= BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    protected override void LogFailure(Exception failure) => LogCannotSweep(failure, Interval);

    [LoggerMessage(LogLevel.Warning, "What is not needed any more could not be cleared away; trying again in {Interval}")]
    private partial void LogCannotSweep(Exception failure, TimeSpan interval);
}
