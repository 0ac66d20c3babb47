using Agntz.Testing.Stores;

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
}
