using System.Diagnostics;
using Agntz.Benchmarks.Measuring;
using Npgsql;

namespace Agntz.Benchmarks.Streams;

/// <summary>The same run followed in the process that executes it and in another, and what that takes.</summary>
internal static class AcrossProcesses
{
    private const int Rounds = 5;
    private const int OtherPort = 5098;

    private static readonly TimeSpan ModelPause = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(
        PublishedService service, StampedModel model, string published, (string, string)[] settings, string database)
    {
        (model.Pieces, model.Pause) = (100, ModelPause);
        await using var other = PublishedService.StartAt(
            OtherPort, published, [.. settings, ("Worker__Enabled", "false")]);
        await other.WaitUntilHealthyAsync();
        await RoundAsync(service, other, model);
        using var counting = new CancellationTokenSource();
        var notified = CountAsync(database, counting.Token);
        var watch = Stopwatch.StartNew();
        var rounds = new List<(Reading Here, Reading There)>();
        while (rounds.Count < Rounds)
        {
            rounds.Add(await RoundAsync(service, other, model));
        }

        await counting.CancelAsync();
        Console.WriteLine(
            $"20 pieces a second, later in another process: median "
            + $"{Figures.Show([.. rounds.Select(it => it.There.MedianMs - it.Here.MedianMs)], "N1")} ms, p99 "
            + $"{Figures.Show([.. rounds.Select(it => it.There.P99Ms - it.Here.P99Ms)], "N1")} ms, with "
            + $"{await notified / watch.Elapsed.TotalSeconds:N1} NOTIFY/s");
    }

    private static async Task<(Reading Here, Reading There)> RoundAsync(
        PublishedService service, PublishedService other, StampedModel model)
    {
        var run = await service.StartAsync(StreamAgents.Stamped);
        using var here = await ReaderProcess.OpenAsync(service.Port, $"/runs/{run}/stream", 1);
        using var there = await ReaderProcess.OpenAsync(other.Port, $"/runs/{run}/stream", 1);
        model.Release();
        return (await here.ResultAsync(), await there.ResultAsync());
    }

    private static async Task<int> CountAsync(string database, CancellationToken cancellationToken)
    {
        var count = 0;
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        connection.Notification += (_, _) => count++;
        await using (var listen = new NpgsqlCommand("LISTEN agntz_commits", connection))
        {
            await listen.ExecuteNonQueryAsync(CancellationToken.None);
        }

        try
        {
            while (true)
            {
                await connection.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return count;
        }
    }
}
