using Agntz.Benchmarks.Measuring;
using Agntz.Testing.Postgres;
using Npgsql;

namespace Agntz.Benchmarks.Load;

/// <summary>
/// Completed runs per second through <c>POST /runs</c>. Service, database, model and callers share this machine.
/// </summary>
internal static class RunsBenchmark
{
    private const int Rounds = 5;

    private static readonly LoadCase[] Cases =
    [
        new("one call, demo, 64 callers", "one-demo", "\"Hello\"", 64, 10_000),
        new("one call, loopback OpenAI-compatible, 64 callers", "one-openai", "\"Hello\"", 64, 10_000),
        new("article pipeline, demo, 16 callers", $"{LoadAgents.Pipeline}-demo", """{"topic":"Tea"}""", 16, 4_000),
        new("article pipeline, loopback OpenAI-compatible, 16 callers", $"{LoadAgents.Pipeline}-openai",
            """{"topic":"Tea"}""", 16, 2_000),
    ];

    public static async Task RunAsync(string[] options)
    {
        var onSqlite = options.Contains("sqlite");
        var named = options.Where(option => option != "sqlite").ToList();
        var folder = Directory.CreateTempSubdirectory("agntz-agents-");
        var published = await PublishedService.PublishAsync();
        await using var model = await InstantModel.StartAsync();
        await using var database = onSqlite ? null : await PostgresServer.CreateDatabaseAsync();
        (string, string)[] storage = database is null
            ? []
            : [("Storage__Provider", "Postgres"), ("ConnectionStrings__Agntz", database.ConnectionString)];
        await using var service = PublishedService.Start(published,
            [.. storage, ("Agents__Directory", LoadAgents.WriteTo(folder)), ("OPENAI_BASE_URL", model.BaseUrl)]);
        await service.WaitUntilHealthyAsync();
        var engine = onSqlite ? "SQLite" : "PostgreSQL";
        Console.WriteLine($"on {engine} with default durability, {Rounds} rounds after one to warm up");
        foreach (var load in Cases.Where(load => named.TrueForAll(load.Name.Contains)))
        {
            await RunAsync(service, load, database?.ConnectionString);
        }

        folder.Delete(recursive: true);
    }

    private static async Task RunAsync(PublishedService service, LoadCase load, string? database)
    {
        var rates = new List<double>();
        await LoadRound.RunAsync(service.Http, load);
        var flushes = await FlushesAsync(database);
        var cpu = CpuTimes.Now(service.Process);
        var elapsed = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            var time = await LoadRound.RunAsync(service.Http, load);
            elapsed += time;
            rates.Add(load.Runs / time.TotalSeconds);
        }

        var split = CpuTimes.Now(service.Process).Since(cpu);
        Console.WriteLine($"{load.Name}: {Figures.Show(rates)} runs/s");
        Console.WriteLine($"  processor time in {elapsed.TotalSeconds:N1} s: {split}");
        if (database is not null)
        {
            var commits = await FlushesAsync(database) - flushes;
            var runs = Rounds * load.Runs;
            Console.WriteLine($"  {commits} commits for {runs} runs: {(double)runs / commits:N1} runs a commit");
        }
    }

    private static async Task<long> FlushesAsync(string? database)
    {
        if (database is null)
        {
            return 0;
        }

        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT coalesce(sum(n), 0)::bigint FROM worker_flushes");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
