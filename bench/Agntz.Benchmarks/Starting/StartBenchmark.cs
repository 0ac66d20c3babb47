using System.Diagnostics;
using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Starting;

/// <summary>From the start of the process, in an empty folder on SQLite, to the first 200 of <c>/health</c>.</summary>
internal static class StartBenchmark
{
    private const int Rounds = 9;

    public static async Task RunAsync()
    {
        var published = await PublishedService.PublishAsync();
        var times = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await using var service = PublishedService.Start(published);
            await service.WaitUntilHealthyAsync();
            if (round > 0)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        Console.WriteLine(
            $"start to first 200 of /health, first start on SQLite, ms: {Figures.Show(times)} over {Rounds}");
    }
}
