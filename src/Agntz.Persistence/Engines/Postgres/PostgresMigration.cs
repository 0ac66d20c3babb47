using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Brings a PostgreSQL database up to this version, one process at a time.</summary>
internal sealed class PostgresMigration(PostgresSources sources, IContexts contexts) : IMigration
{
    // An arbitrary number: every version of this service must use the same one.
    private const long LockKey = 0x1E9C_5A0B_7742_D611;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await sources.Reading.OpenConnectionAsync(cancellationToken);
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

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
