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
        await TestStore.MigrateAsync(StoreLocation.Of(database.ConnectionString));
        NpgsqlConnection.ClearAllPools();
        return database;
    }
}
