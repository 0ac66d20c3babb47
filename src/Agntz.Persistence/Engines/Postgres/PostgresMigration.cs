using Agntz.Domain.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Brings a PostgreSQL database up to this version, one process at a time.</summary>
internal sealed partial class PostgresMigration(
    PostgresSources sources, IContexts contexts, IDatabaseFailures failures, IOptions<StorageOptions> options,
    TimeProvider clock, ILogger<PostgresMigration> logger) : IMigration
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // An arbitrary number: every version of this service must use the same one.
    private const long LockKey = 0x1E9C_5A0B_7742_D611;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        var patience = options.Value.StartTimeout;
        while (true)
        {
            try
            {
                await MigrateAsync(cancellationToken);
                return;
            }
            catch (Exception failure) when (MayPass(failure))
            {
                if (clock.GetElapsedTime(begun) >= patience)
                {
                    throw new InvalidOperationException(
                        $"The database could not be reached: {failure.Message}. Start PostgreSQL, or set "
                        + "ConnectionStrings__Agntz to where it is; Storage__StartTimeout, which is "
                        + $"{patience}, says how long the start waits for one that does not answer.",
                        failure);
                }

                LogWaiting(failure.Message, patience);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    private bool MayPass(Exception failure) =>
        failures.MeanAway(failure) && !PostgresFailures.IsMisconfiguration(failure);

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // The lock is the session's, and goes when the connection is closed, whatever happens in between.
        await using var connection = await sources.Dedicated.OpenConnectionAsync(cancellationToken);
        await using var taking = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection);
        taking.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });

        // However long somebody else's migration takes, it is waited for.
        taking.CommandTimeout = 0;
        await taking.ExecuteNonQueryAsync(cancellationToken);
        await using var context = contexts.CreateReading();
        await context.Database.MigrateAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The database cannot be reached yet ({Reason}); the start waits for {Patience}")]
    private partial void LogWaiting(string reason, TimeSpan patience);
}
