using Agntz.Api.Workers;
using Agntz.Domain.Time;
using Agntz.Domain.Workers;

namespace Agntz.Api.Telemetry;

/// <summary>
/// Looks at the queue now and then, while anybody asks for it: whoever does gets what is remembered and never waits for
/// the database.
/// </summary>
internal sealed partial class QueueWatch(
    IQueueReader queue, ProcessInstruments instruments, TimeProvider clock, ILogger<QueueWatch> logger)
    : PeriodicWork(TimeSpan.FromSeconds(15), clock)
{
    /// <summary>A longer queue is counted no further.</summary>
    internal const int Most = 100_000;

    internal override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        QueueReading? found = null;
        try
        {
            found = instruments.NeedsQueue ? await ReadAsync(cancellationToken) : null;
        }
        finally
        {
            instruments.Keep(found);
        }
    }

    protected override void LogFailure(Exception failure) => LogCannotLook(failure, Interval);

    private async Task<QueueReading> ReadAsync(CancellationToken cancellationToken)
    {
        var state = await queue.ReadAsync(Most, cancellationToken);
        var now = Clock.GetInstant();
        return new QueueReading(state.Waiting, now - (state.Oldest is { } oldest && oldest < now ? oldest : now));
    }

    [LoggerMessage(LogLevel.Warning, "The queue could not be looked at; trying again in {Interval}")]
    private partial void LogCannotLook(Exception failure, TimeSpan interval);
}
