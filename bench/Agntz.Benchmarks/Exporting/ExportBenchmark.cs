using Agntz.Benchmarks.Load;
using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Exporting;

/// <summary>
/// Completed runs per second without export, with export to a collector, and with export to one that is not there. Each
/// is a service and a database of its own on one server; they take turns, and each round compares them.
/// </summary>
internal static class ExportBenchmark
{
    private const int Rounds = 9;
    private const int FirstPort = 5101;
    private const string Nobody = "http://127.0.0.1:9";

    private static readonly LoadCase Load = new("one call, demo", "one-demo", "\"Hello\"", Callers: 64, Runs: 4_000);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("agntz-agents-");
        var agents = LoadAgents.WriteTo(folder);
        var published = await PublishedService.PublishAsync();
        await using var collector = await Collector.StartAsync();
        await using var off = await ExportingService.StartAsync(published, FirstPort, agents, endpoint: null);
        await using var on = await ExportingService.StartAsync(published, FirstPort + 1, agents, collector.Url);
        await using var dead = await ExportingService.StartAsync(published, FirstPort + 2, agents, Nobody);

        var rates = new Dictionary<ExportingService, List<double>> { [off] = [], [on] = [], [dead] = [] };
        for (var round = 0; round <= Rounds; round++)
        {
            // None of them is always the one after another.
            foreach (var (service, measured) in rates.Skip(round % rates.Count).Concat(rates.Take(round % rates.Count)))
            {
                var time = await LoadRound.RunAsync(service.Http, Load);
                if (round > 0)
                {
                    measured.Add(Load.Runs / time.TotalSeconds);
                    continue;
                }

                // A plan that a database made while it was empty would be measured instead.
                await service.TakeStatisticsAsync();
            }
        }

        Console.WriteLine($"{Load.Name}, {Load.Callers} callers, {Rounds} rounds after one to warm up");
        Console.WriteLine($"off:            {Figures.Show(rates[off])} runs/s");
        Show("to a collector: ", on);
        Show("to nobody:      ", dead);
        Console.WriteLine($"the collector took {collector.Requests} requests, {collector.Bytes:N0} bytes");
        folder.Delete(recursive: true);

        void Show(string name, ExportingService service)
        {
            var ratios = rates[service].Zip(rates[off], (with, without) => with / without).ToList();
            Console.WriteLine($"{name}{Figures.Show(rates[service])} runs/s, {Figures.Show(ratios, "P0")} of off");
        }
    }
}
