using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Postgres;

namespace Agntz.Api.Tests.Chaos;

/// <summary>
/// Processes are killed and the database crashes while runs go on: every accepted run ends right, nothing that has
/// finished is done again, every trace and every log is whole. Takes a minute and a machine of its own, so it runs where
/// <c>AGNTZ_CHAOS_RUNS</c> says how many runs: 150 is short, 5000 long.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Callers = 24;
    private const int KillsPerCrash = 4;

    // Longer than a takeover: a run that is lost three times before any progress is given up, as it should be.
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(5);

    private static int Runs =>
        int.Parse(Environment.GetEnvironmentVariable("AGNTZ_CHAOS_RUNS") ?? "0", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_WhileProcessesAndDatabaseCrash_AllEndRightAndNothingFinishedIsDoneAgain()
    {
        Assert.SkipUnless(Runs > 0, "Set AGNTZ_CHAOS_RUNS to a number of runs, such as 150.");
        await using var database = await PostgresServer.StartPrivateAsync();
        await using var model = await FakeOpenAi.StartAsync();
        model.Otherwise = static request => new FakeAnswer.Held(
            Task.Delay(TimeSpan.FromMilliseconds(300 + (ChaosAgents.StepOf(request).Sum(letter => letter) * 37 % 600))),
            new FakeAnswer.Text($"done {ChaosAgents.StepOf(request)}"));
        await using var cluster = new Cluster(database, model);
        await cluster.StartAsync();
        foreach (var (yaml, _) in ChaosAgents.All.Values)
        {
            await cluster.Any(0).ImportAsync(yaml);
        }

        var begun = Stopwatch.GetTimestamp();
        var runs = Enumerable.Range(0, Runs).Select(number => new ChaosRun(cluster, number)).ToList();
        using var done = new CancellationTokenSource();
        var crashes = CrashAsync(cluster, database, done.Token);
        await Parallel.ForEachAsync(
            runs, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = Token },
            async (run, token) => await run.ExecuteAsync(token));
        await done.CancelAsync();
        var times = await crashes;

        var asked = model.Requests.CountBy(ChaosAgents.StepOf).ToDictionary();
        foreach (var run in runs)
        {
            await AssertRightAsync(run, asked);
        }

        var repeats = asked.Values.Sum() - runs.Sum(run => ChaosAgents.All[run.Agent].Calls);
        output.WriteLine(
            $"{Runs} runs in {Stopwatch.GetElapsedTime(begun)}, {cluster.Kills} kills, {times} crashes of the database, "
            + $"{repeats} calls in flight repeated, the slowest run took {runs.Max(run => run.Took)}");
        Assert.True(cluster.Kills > 0);
    }

    private static async Task<int> CrashAsync(Cluster cluster, LocalPostgres database, CancellationToken done)
    {
        var crashes = 0;
        var starting = new List<Task>();
        for (var round = 0; !done.IsCancellationRequested; round++)
        {
            await Task.Delay(BetweenKills, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cluster.Alive > 1)
            {
                starting.Add(cluster.ReplaceAsync());
            }

            if (round % KillsPerCrash == 0)
            {
                await database.StopAsync();
                await database.StartAsync();
                crashes++;
            }
        }

        await Task.WhenAll(starting);
        return crashes;
    }

    private static async Task AssertRightAsync(ChaosRun run, Dictionary<string, int> asked)
    {
        var record = await run.GetAsync($"/runs/{run.Id}", Token);
        Assert.True(record.GetProperty("status").GetString() is "completed", record.GetRawText());
        var spans = (await run.GetAsync($"/traces/{run.Id}", Token)).GetProperty("spans").EnumerateArray().ToList();
        Assert.Single(spans, span => !span.TryGetProperty("parentId", out var parent) || parent.ValueKind is JsonValueKind.Null);
        Assert.All(spans, span => Assert.NotEqual("running", span.GetProperty("status").GetString()));
        Assert.All(spans, span => Assert.True(span.GetProperty("endedAt").GetString() is not null));

        var calls = spans.Where(span => span.GetProperty("kind").GetString() is "model.call")
            .GroupBy(span => span.GetProperty("attributes").GetProperty("agntz.step.path").GetString()).ToList();
        Assert.Equal(ChaosAgents.All[run.Agent].Calls, calls.Count);
        Assert.All(calls, call => Assert.Single(call, span => span.GetProperty("status").GetString() is "ok"));
        Assert.All(
            calls.SelectMany(call => call).Where(span => span.GetProperty("status").GetString() is not "ok"),
            span => Assert.Equal("interrupted", span.GetProperty("error").GetString()));

        // Whatever was asked once more was in flight when its process died, and the trace tells of it.
        var requests = Enumerable.Range(0, calls.Count)
            .Sum(step => asked.GetValueOrDefault(ChaosAgents.Mark($"{(char)('a' + step)}", run.Name)));
        Assert.InRange(requests, calls.Count, calls.Sum(call => call.Count()));
        await AssertContiguousAsync(run, "runs", "run-complete");
        await AssertContiguousAsync(run, "traces", "trace-done");
    }

    private static async Task AssertContiguousAsync(ChaosRun run, string kind, string last)
    {
        var log = await run.ReadLogAsync(kind);
        Assert.Equal(last, log[^1].Name);
        Assert.Equal(Enumerable.Range(1, log.Count).Select(number => (long?)number), log.Select(entry => entry.Id));
    }
}
