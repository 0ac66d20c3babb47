using Agntz.Domain.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Brings a PostgreSQL database up to this version, one process at a time.</summary>
internal sealed partial class PostgresMigration(
    PostgresSources sources, PostgresContexts contexts, IDatabaseFailures failures, IOptions<StorageOptions> options,
    TimeProvider clock, ILogger<PostgresMigration> logger) : IMigration
{
    /// <summary>The lock's name: an arbitrary number, and the same in every version of this service.</summary>
    public const long LockKey = 0x1E9C_5A0B_7742_D611;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const int TriesPerLog = 10;

    private const string NoTimeouts =
        "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";

    private const string TryLock = "SELECT pg_try_advisory_xact_lock($1)";

    private const string FindHolder =
        """
        SELECT format('process %s, %s of %s, which is %s', a.pid, coalesce(nullif(a.application_name, ''), 'a client'),
            coalesce(host(a.client_addr), 'the same machine'), a.state)
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (l.classid::bigint << 32 | l.objid::bigint) = $1
        LIMIT 1
        """;

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
        await sources.LookAsync(cancellationToken);
        if (sources.IsPooled)
        {
            LogPooled();
        }

        // The lock is a transaction's beside those that migrate, and goes when the connection does, whatever happens in
        // between. A session's would stay with a pooler's connection, and everybody would wait for it ever after.
        await using var connection = await sources.Dedicated.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, cancellationToken);
        await using (var context = contexts.CreateMigrating())
        {
            // However long it takes, unless the owner of the connection string wants it otherwise.
            var hasTimeout = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString)
                .ShouldSerialize("Command Timeout");
            context.Database.SetCommandTimeout(hasTimeout ? null : 0);
            await context.Database.MigrateAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    // However long somebody else's migration takes, it is waited for; and said, now and then, who that is.
    private async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, NoTimeouts, cancellationToken);
        for (var tries = 0; await AskAsync(connection, TryLock, cancellationToken) is not true; tries++)
        {
            if (tries % TriesPerLog == 0)
            {
                LogLocked(await AskAsync(connection, FindHolder, cancellationToken) as string ?? "somebody who has just let go");
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> AskAsync(
        NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information,
        "The database is reached through a pooler that keeps no sessions: settings go with every transaction, and "
        + "nothing is prepared or listened to unless Storage__Prepare or Streams__Listen says so")]
    private partial void LogPooled();

    [LoggerMessage(LogLevel.Warning,
        "Another process migrates the database; the start waits for it. The lock is held by {Holder}. If none migrates, "
        + "end it there with pg_terminate_backend")]
    private partial void LogLocked(string holder);

    [LoggerMessage(LogLevel.Warning, "The database cannot be reached yet ({Reason}); the start waits for {Patience}")]
    private partial void LogWaiting(string reason, TimeSpan patience);
}
