using Agntz.Domain.Health;
using Microsoft.Extensions.Logging;

namespace Agntz.Domain.Execution;

/// <summary>
/// Reads what the database has for a run that is executed. Runs outlive its outages: where it is away it is asked again,
/// until it answers or the caller waits no more.
/// </summary>
public sealed partial class PatientReads(
    IDatabaseFailures failures, TimeProvider clock, ILogger<PatientReads> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>What is read.</summary>
    /// <exception cref="OperationCanceledException">The caller waits no more.</exception>
    public async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await read(cancellationToken);
            }
            catch (Exception failure) when (failures.MeanAway(failure))
            {
                LogAway(failure, Pause);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database cannot be read for a run; trying again in {Pause}")]
    private partial void LogAway(Exception failure, TimeSpan pause);
}
