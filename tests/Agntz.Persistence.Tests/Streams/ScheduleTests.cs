using System.Globalization;
using Agntz.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Persistence.Tests.Streams;

/// <summary>
/// Whoever joins when, leaves when and comes back with its last number: every subscriber's sequence of a log is exactly
/// 1 to n. <c>AGNTZ_SCHEDULES</c> multiplies how many schedules are tried; 5 makes it 10,000 and 1,000.
/// </summary>
public sealed class ScheduleTests
{
    private const int AtOnce = 16;

    private static int Times => int.Parse(
        Environment.GetEnvironmentVariable("AGNTZ_SCHEDULES") ?? "1", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(StorageProvider.Memory, 2_000)]
    [InlineData(StorageProvider.Sqlite, 200)]
    public async Task Follow_InAnyInterleaving_GivesEveryEntryOnce(StorageProvider provider, int schedules)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-04T05:06:07.089Z"));
        await using var store = await TestStore.StartAsync(provider, clock);
        var owner = await store.NewOwnerAsync();
        var worker = await store.NewWorkerAsync();

        await Parallel.ForEachAsync(
            Enumerable.Range(1, schedules * Times),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, _) => await new Schedule(store, owner, worker, seed).RunAsync());
    }
}
