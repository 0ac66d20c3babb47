using Agntz.Benchmarks.Load;
using Agntz.Benchmarks.Measuring;
using Agntz.Domain.Runs;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Agntz.Benchmarks.Journalling;

/// <summary>
/// The price of the journal: completed runs per second with it, without its rows, and also without the wait for what
/// an effect depends on. The three take turns, each on a database of its own, so that what slows the machine slows all.
/// Service, database and callers share this machine, service and callers one process.
/// </summary>
internal static class JournalBenchmark
{
    private const int Rounds = 9;

    private static readonly LoadCase[] Cases =
    [
        new("one call, 64 callers", "one-demo", "\"Hello\"", 64, 4_000),
        new("article pipeline, 16 callers", $"{LoadAgents.Pipeline}-demo", """{"topic":"Tea"}""", 16, 2_000),
    ];

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("agntz-agents-");
        LoadAgents.WriteTo(folder);
        await using var kept = await StartAsync(folder, services => services);
        await using var unkept = await StartAsync(folder, services => Forget(services, waits: true));
        await using var unwaited = await StartAsync(folder, services => Forget(services, waits: false));
        Console.WriteLine($"on PostgreSQL with default durability, {Rounds} rounds in turns after one to warm up");
        foreach (var load in Cases)
        {
            await RunAsync(load, [kept.Http, unkept.Http, unwaited.Http]);
        }

        folder.Delete(recursive: true);
    }

    private static async Task RunAsync(LoadCase load, HttpClient[] services)
    {
        var rates = services.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            for (var service = 0; service < services.Length; service++)
            {
                var time = await LoadRound.RunAsync(services[service], load);
                if (round >= 0)
                {
                    rates[service].Add(load.Runs / time.TotalSeconds);
                }
            }
        }

        Console.WriteLine($"{load.Name}: {Figures.Show(rates[0])} runs/s");
        Show("without the rows of the journal", rates[0], rates[1]);
        Show("without its rows and without waiting for commits", rates[0], rates[2]);
    }

    private static void Show(string without, List<double> kept, List<double> rates) => Console.WriteLine(
        $"  {without}: {Figures.Show(rates)} runs/s, "
        + $"of which {Figures.Show([.. kept.Zip(rates, (with, bare) => 100 * with / bare)])} % are kept");

    private static IServiceCollection Forget(IServiceCollection services, bool waits)
    {
        var writer = services.Last(service => service.ServiceType == typeof(IRunWriter)).ImplementationFactory!;
        return services.AddSingleton<IRunWriter>(
            provider => new ForgetfulWriter((IRunWriter)writer(provider), waits));
    }

    private static async Task<Measured> StartAsync(
        DirectoryInfo agents, Func<IServiceCollection, IServiceCollection> change)
    {
        var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        return new Measured(location, AgntzApplication.Start(
            location, services => change(services), ("Agents:Directory", agents.FullName)));
    }

    private sealed record Measured(StoreLocation Location, AgntzApplication Application) : IAsyncDisposable
    {
        public HttpClient Http => Application.Api.Http;

        public async ValueTask DisposeAsync()
        {
            await Application.DisposeAsync();
            await Location.DisposeAsync();
        }
    }
}
