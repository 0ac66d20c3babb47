using System.Diagnostics;
using Agntz.Persistence;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Workers;

/// <summary>
/// How long a run stands still whose process is lost, or stops: from then until the call that was in flight is made
/// again. The limits leave a busy machine five seconds.
/// </summary>
public sealed class TakeoverTimeTests(ITestOutputHelper output) : TakeoverTest
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    // Renewed often: a gap of half a lease, as on a busy machine, would say that nobody could renew.
    private static readonly (string Key, string Value)[] ShortLease =
        [("Worker__LeaseDuration", $"{Lease}"), ("Worker__HeartbeatInterval", "00:00:00.3")];

    [Fact]
    public async Task Kill_WhileAnotherProcessRenewed_TakesALease()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var first = Start(location, ShortLease);
        using var api = await ImportAsync(first);
        await StartAndReachTheSecondCallAsync(api);
        await using var second = Start(location, ShortLease);
        await second.WaitUntilListeningAsync();

        var took = await MeasureAsync(first.KillAsync());

        AssertWithin(took, Lease + Slack);
    }

    [Fact]
    public async Task Kill_WhileNobodyElseRenewed_TakesTwoLeases()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var first = Start(location, ShortLease);
        using var api = await ImportAsync(first);
        await StartAndReachTheSecondCallAsync(api);
        var killed = Stopwatch.GetTimestamp();
        await first.KillAsync();
        await Task.Delay(Lease / 2, Token);

        await using var second = Join(location,
            [.. ShortLease.Select(it => (it.Key.Replace("__", ":", StringComparison.Ordinal), it.Value))]);
        await Model.ReceivedAsync(1);

        AssertWithin(Stopwatch.GetElapsedTime(killed), (2 * Lease) + Slack);
    }

    [Fact]
    public async Task Terminate_LongerThanItMayDrain_IsTakenOverWithinASecondOfTheRelease()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var first = Start(location, ("Worker__DrainTimeout", "00:00:01"));
        using var api = await ImportAsync(first);
        await StartAndReachTheSecondCallAsync(api);
        await using var second = Start(location);
        await second.WaitUntilListeningAsync();

        var stopping = first.StopAsync();
        var took = await MeasureAsync(first.WaitForLineAsync("released 1 unfinished runs"));

        AssertWithin(took, TimeSpan.FromSeconds(1) + Slack);
        Assert.Equal(0, await stopping);
    }

    private async Task<TimeSpan> MeasureAsync(Task from)
    {
        await from;
        var begun = Stopwatch.GetTimestamp();
        await Model.ReceivedAsync(1);
        return Stopwatch.GetElapsedTime(begun);
    }

    private void AssertWithin(TimeSpan took, TimeSpan limit)
    {
        output.WriteLine($"Taken over after {took.TotalSeconds:F2} s, of {limit.TotalSeconds} s.");
        Assert.True(took <= limit, $"Taken over after {took}, expected within {limit}.");
    }
}
