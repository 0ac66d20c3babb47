using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Brings a PostgreSQL database up to this version, one process at a time.</summary>
internal sealed partial class PostgresMigration(
    PostgresSources sources, IContexts contexts, IOptions<StorageOptions> options, TimeProvider clock,
    ILogger<PostgresMigration> logger) : IMigration
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // An arbitrary number: every version of this service must use the same one.
    private const long LockKey = 0x1E9C_5A0B_7742_D611;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await ExecuteAsync(connection, "SELECT pg_advisory_lock($1)", cancellationToken);
        try
        {
            await using var context = contexts.CreateReading();
            await context.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_unlock($1)", CancellationToken.None);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        var patience = options.Value.StartTimeout;
        while (true)
        {
            try
            {
                return await sources.Reading.OpenConnectionAsync(cancellationToken);
            }
            catch (NpgsqlException failure) when (failure.IsTransient && clock.GetElapsedTime(begun) < patience)
            {
                LogWaiting(failure.Message, patience);
                await Task.Delay(Pause, clock, cancellationToken);
            }
            catch (NpgsqlException failure)
            {
                throw new InvalidOperationException(
                    $"The database could not be reached: {failure.Message}. Start PostgreSQL, or set "
                    + "ConnectionStrings__Agntz to where it is; Storage__StartTimeout, which is "
                    + $"{patience}, says how long the start waits for one that does not answer.",
                    failure);
            }
        }
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The database cannot be reached yet ({Reason}); the start waits for {Patience}")]
    private partial void LogWaiting(string reason, TimeSpan patience);
}
