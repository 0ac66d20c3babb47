using System.Diagnostics;
using System.Net.Http.Headers;
using Agntz.Benchmarks.Measuring;
using Agntz.Testing.Postgres;
using Npgsql;

namespace Agntz.Benchmarks.Ingesting;

/// <summary>
/// Spans per second through <c>POST /v1/traces</c> in requests of 1,000 spans, against connections that insert the same
/// rows with a bare <c>unnest</c>, as many rows at a time. Rounds of the two alternate.
/// </summary>
internal static class IngestBenchmark
{
    private const int Rounds = 9;
    private const int Requests = 20;

    private static readonly int[] Senders = [1, 4];

    public static async Task RunAsync()
    {
        var published = await PublishedService.PublishAsync();
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var service = PublishedService.Start(published,
            ("Storage__Provider", "Postgres"), ("ConnectionStrings__Agntz", database.ConnectionString));
        await service.WaitUntilHealthyAsync();
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            MaxAutoPrepare = 8,
            AutoPrepareMinUsages = 2,
        });
        await StoredSpans.CreateTableAsync(source);
        Console.WriteLine($"{ModelCallExport.Spans} spans a request, {Rounds} rounds after one to warm up");
        foreach (var senders in Senders)
        {
            await CompareAsync(service, source, senders);
        }
    }

    private static async Task CompareAsync(PublishedService service, NpgsqlDataSource source, int senders)
    {
        var ingested = new List<double>();
        var inserted = new List<double>();
        var ratios = new List<double>();
        var cpu = CpuTimes.Now(service.Process);
        for (var round = 0; round <= Rounds; round++)
        {
            var exports = Enumerable.Range(0, Requests).Select(_ => ModelCallExport.Create()).ToList();
            var sending = await TimeAsync(exports, senders, send => SendAsync(service.Http, send));
            var stored = new List<StoredSpans>();
            foreach (var export in exports)
            {
                stored.Add(await StoredSpans.ReadAsync(source, export.Traces));
            }

            var inserting = await TimeAsync(stored, senders, rows => InsertAsync(source, rows));
            if (round > 0)
            {
                ingested.Add(Requests * ModelCallExport.Spans / sending.TotalSeconds);
                inserted.Add(Requests * ModelCallExport.Spans / inserting.TotalSeconds);
                ratios.Add(inserting / sending);
            }
        }

        Console.WriteLine($"{senders} at a time:");
        Console.WriteLine($"  over HTTP:   {Figures.Show(ingested)} spans/s");
        Console.WriteLine($"  bare unnest: {Figures.Show(inserted)} rows/s");
        Console.WriteLine($"  ratio:       {Figures.Show(ratios, "P0")}");
        Console.WriteLine($"  processor time with the making of requests: {CpuTimes.Now(service.Process).Since(cpu)}");
    }

    private static async Task<TimeSpan> TimeAsync<T>(IReadOnlyList<T> things, int atATime, Func<T, Task> act)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, atATime).Select(_ => ActAsync()));
        return watch.Elapsed;

        async Task ActAsync()
        {
            for (var mine = Interlocked.Increment(ref next); mine < things.Count; mine = Interlocked.Increment(ref next))
            {
                await act(things[mine]);
            }
        }
    }

    private static async Task SendAsync(HttpClient http, ModelCallExport export)
    {
        using var content = new ByteArrayContent(export.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var response = await http.PostAsync("/v1/traces", content);
        var refused = (await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length > 0;
        if (refused)
        {
            throw new InvalidOperationException("Spans were refused.");
        }
    }

    private static async Task InsertAsync(NpgsqlDataSource source, StoredSpans rows)
    {
        await using var connection = await source.OpenConnectionAsync();
        if (await rows.InsertAsync(connection) != ModelCallExport.Spans)
        {
            throw new InvalidOperationException("Not every span was stored.");
        }
    }
}
