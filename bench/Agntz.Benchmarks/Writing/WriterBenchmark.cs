using System.Diagnostics;
using Agntz.Benchmarks.Measuring;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Persistence;
using Agntz.Testing.Stores;

namespace Agntz.Benchmarks.Writing;

/// <summary>
/// Span rows per second through the group-commit writer — numbered, fenced, batched — against one connection that
/// inserts the same rows in batches of the same size with a bare <c>unnest</c>. Rounds of the two alternate.
/// </summary>
internal static class WriterBenchmark
{
    private const int Rounds = 7;
    private const int Runs = 200;
    private const int SpansOfARun = 100;
    private const int Rows = Runs * SpansOfARun;

    public static async Task RunAsync()
    {
        await using var store = await TestStore.StartAsync(StorageProvider.Postgres);
        var owner = await store.NewOwnerAsync();
        var bare = await BareInsert.CreateAsync(store.Location.ConnectionString!);
        var written = new List<double>();
        var inserted = new List<double>();
        var ratios = new List<double>();
        var batches = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var before = await bare.FlushesAsync();
            var writer = await WriteAsync(store, owner);
            var flushes = await bare.FlushesAsync() - before;
            var limit = await bare.RunAsync(owner.Id, Rows, (int)Math.Ceiling(Rows / (double)flushes));
            if (round > 0)
            {
                written.Add(Rows / writer.TotalSeconds);
                inserted.Add(Rows / limit.TotalSeconds);
                ratios.Add(limit / writer);
                batches.Add(Rows / (double)flushes);
            }
        }

        Console.WriteLine($"writer:      {Figures.Show(written)} rows/s, {Figures.Show(batches)} rows a commit");
        Console.WriteLine($"bare unnest: {Figures.Show(inserted)} rows/s, in batches of the same size");
        Console.WriteLine($"ratio:       {Figures.Show(ratios, "P0")} over {Rounds} rounds");
    }

    private static async Task<TimeSpan> WriteAsync(TestStore store, Owner owner)
    {
        var worker = await store.NewWorkerAsync();
        var holds = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => store.BeginAsync(owner, worker)));
        var changes = holds
            .Select(hold => Enumerable.Range(0, SpansOfARun).Select(_ => NewSpan(store, hold)).ToArray())
            .ToArray();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(holds.Select((hold, run) => RunAsync(store, hold, changes[run])));
        var elapsed = watch.Elapsed;
        await Task.WhenAll(holds.Select(store.CompleteAsync));
        return elapsed;
    }

    private static RunChange.SpanStarted NewSpan(TestStore store, RunHold hold) =>
        new(store.NewSpan(hold) with { Attributes = BareInsert.Attributes }, IsEffect: false);

    // A run hands over as it goes: one write waits for its commit before the next is made, as effects do.
    private static async Task RunAsync(TestStore store, RunHold hold, RunChange.SpanStarted[] changes)
    {
        const int PerWrite = 10;
        foreach (RunChange[] part in changes.Chunk(PerWrite))
        {
            await store.WriteAsync(hold, part);
        }
    }
}
