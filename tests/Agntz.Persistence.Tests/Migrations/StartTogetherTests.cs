using Agntz.Persistence.Engines.Postgres;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Persistence.Tests.Migrations;

public sealed class StartTogetherTests
{
    [Fact]
    public async Task Start_ReplicasOnAnEmptyPostgresDatabase_MigrateItOnceAndAllServe()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres, empty: true);

        var replicas = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => TestStore.StartAsync(location))));

        foreach (var replica in replicas)
        {
            await using (replica)
            {
                await replica.BeginAsync(await replica.NewOwnerAsync());
            }
        }
    }

    [Fact]
    public async Task Start_WhileSomebodyHoldsTheLockOfMigrations_WaitsAndSaysWhoThatIs()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var holder = new NpgsqlConnection(location.ConnectionString);
        await holder.OpenAsync(Token);
        await ExecuteAsync(holder, $"SELECT pg_advisory_lock({PostgresMigration.LockKey})");

        var starting = TestStore.StartAsync(location);
        const string Waiting =
            """
            SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND query LIKE '%FROM pg_locks%' AND state = 'idle in transaction'
            """;
        while (await ExecuteAsync(holder, Waiting) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }

        await ExecuteAsync(holder, $"SELECT pg_advisory_unlock({PostgresMigration.LockKey})");
        await using var store = await starting;
        Assert.Contains(
            store.Logs.Entries,
            entry => entry.Message.Contains("Another process migrates the database", StringComparison.Ordinal)
                && entry.Message.Contains($"process {holder.ProcessID}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_SecondProcessOnASqliteFile_IsRefusedAndSaysWhatToDo()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        await using var first = await TestStore.StartAsync(location);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => TestStore.StartAsync(location));

        Assert.Contains("Another process uses the database", refusal.Message);
        Assert.Contains("Storage__Provider=Postgres", refusal.Message);
    }

    [Fact]
    public async Task Start_SqliteFileOfAProcessThatHasEnded_IsTakenOver()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        await using (var first = await TestStore.StartAsync(location))
        {
            await first.QueueAsync(await first.NewOwnerAsync());
        }

        await using var second = await TestStore.StartAsync(location);

        await second.BeginAsync(await second.NewOwnerAsync());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
