using System.Diagnostics;
using Agntz.Testing.Postgres;
using Npgsql;

namespace Agntz.Api.Tests.Chaos;

/// <summary>
/// Disturbs a cluster in every way in turn: processes killed, stopped for longer than their lease, and stopped inside a
/// batch; connections frozen; the database crashed, told to cancel slow statements, and away while a process is told to
/// stop.
/// </summary>
internal sealed class Disturbances(Cluster cluster, LocalPostgres database)
{
    private const int MaxBytesIntoABatch = 40_000;

    // Longer than a takeover: a run that is lost three times before any progress is given up, as it should be.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongerThanALease = Cluster.Lease * 2;
    private static readonly TimeSpan LongestFreeze = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AfterDrain = TimeSpan.FromSeconds(2);

    // Signals, the exit and a machine that has other things to do.
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, int> _done = [];
    private readonly Random _random = new(20261201);
    private readonly List<Task> _starting = [];

    /// <summary>How often each was done.</summary>
    public override string ToString() => string.Join(", ", _done.Select(it => $"{it.Key} {it.Value}"));

    /// <summary>Disturbs until it is told to stop, and leaves everything running.</summary>
    public async Task RunAsync(CancellationToken done)
    {
        Func<int, Task>[] ways =
        [
            KillAsync, PauseAsync, FreezeAsync, CrashAsync, KillAsync, PauseInsideABatchAsync, CancelStatementsAsync,
            StopWithoutDatabaseAsync,
        ];
        for (var round = 0; !done.IsCancellationRequested; round++)
        {
            await Task.Delay(Between, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cluster.Alive > 1 && !done.IsCancellationRequested)
            {
                var way = ways[round % ways.Length];
                await way(round);
                _done[way.Method.Name] = _done.GetValueOrDefault(way.Method.Name) + 1;
            }
        }

        await Task.WhenAll(_starting);
    }

    private Task KillAsync(int round)
    {
        var member = cluster.Next(round);
        member.Withdraw();
        cluster.NoteLoss();
        _starting.Add(member.ReplaceAsync());
        return Task.CompletedTask;
    }

    private async Task PauseAsync(int round)
    {
        var member = cluster.Next(round);
        var client = member.Withdraw();
        cluster.NoteLoss();
        await member.PauseAsync();
        await Task.Delay(LongerThanALease);
        await member.ContinueAsync();
        member.Admit(client);
    }

    // The process is stopped when some of a batch has reached the database and the rest has not.
    private async Task PauseInsideABatchAsync(int round)
    {
        var member = cluster.Next(round);
        var frozen = member.Proxy.FreezeAfter(_random.Next(1, MaxBytesIntoABatch));
        await Task.WhenAny(frozen, Task.Delay(LongestFreeze));
        var client = member.Withdraw();
        cluster.NoteLoss();
        await member.PauseAsync();
        await Task.Delay(LongerThanALease);
        member.Proxy.Thaw();
        await member.ContinueAsync();
        member.Admit(client);
    }

    private Task FreezeAsync(int round)
    {
        cluster.Next(round).Proxy.FreezeExisting();
        return Task.CompletedTask;
    }

    private async Task CrashAsync(int round)
    {
        await database.StopAsync();
        await database.StartAsync();
    }

    private async Task CancelStatementsAsync(int round)
    {
        await SetStatementTimeoutAsync("'50ms'");
        cluster.Next(round).Proxy.Cut();
        await Task.Delay(LongestFreeze);
        await SetStatementTimeoutAsync("DEFAULT");
    }

    private async Task StopWithoutDatabaseAsync(int round)
    {
        var member = cluster.Next(round);
        member.Withdraw();
        cluster.NoteLoss();
        await database.StopAsync();
        var begun = Stopwatch.GetTimestamp();
        var code = await member.StopAsync();
        var took = Stopwatch.GetElapsedTime(begun);
        await database.StartAsync();
        Assert.Equal(0, code);
        Assert.True(
            took <= Cluster.DrainTimeout + AfterDrain + Leeway, $"A stop without the database took {took.TotalSeconds:F1} s.");
        _starting.Add(member.RestartAsync());
    }

    private async Task SetStatementTimeoutAsync(string value)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand($"ALTER DATABASE postgres SET statement_timeout = {value}");
        await command.ExecuteNonQueryAsync();
    }
}
