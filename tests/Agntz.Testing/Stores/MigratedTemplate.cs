using Agntz.Testing.Postgres;
using Npgsql;

namespace Agntz.Testing.Stores;

/// <summary>A migrated, empty database that the others are copied from: migrating once saves most of a test's time.</summary>
internal static class MigratedTemplate
{
    private static readonly Lazy<Task<PostgresDatabase>> Shared = new(MigrateAsync);

    public static async Task<PostgresDatabase> CloneAsync() => await (await Shared.Value).CloneAsync();

    private static async Task<PostgresDatabase> MigrateAsync()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        await using (await TestStore.StartAsync(StoreLocation.Of(database.ConnectionString)))
        {
        }

        // The process that migrated it has left a trace of itself, or has not, depending on how far it came.
        await using (var source = NpgsqlDataSource.Create(database.ConnectionString))
        await using (var forget = source.CreateCommand("TRUNCATE workers, worker_flushes, lease_clock"))
        {
            await forget.ExecuteNonQueryAsync();
        }

        NpgsqlConnection.ClearAllPools();
        return database;
    }
}
