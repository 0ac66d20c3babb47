using System.Diagnostics;
using System.Net;
using Agntz.Testing.Http;
using Agntz.Testing.Network;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Postgres;

namespace Agntz.Api.Tests.Chaos;

/// <summary>
/// The primary of a real PostgreSQL is killed under load and its standby promoted. Where the standby is synchronous
/// nothing is lost; where it is not, what it never had is lost, and nothing else.
/// </summary>
[Collection(typeof(AloneCollection))]
public sealed class FailoverTests(ITestOutputHelper output)
{
    private const int Runs = 40;
    private const int Callers = 10;
    private const string Held = "held back";

    private static readonly TimeSpan UnderLoad = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MostToFirstCommit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FailOver_ToASynchronousStandby_LosesRepeatsAndRenumbersNothing()
    {
        await using var pair = await PostgresPair.StartAsync(
            await PostgresServer.StartPrivateAsync(), isSynchronous: true);
        var release = new TaskCompletionSource();
        await using var model = await StartModelAsync(release.Task);
        await using var server = await RecordingServer.StartAsync();
        await using var cluster = await StartAsync(pair, model, ("Outbound__AllowedHosts__0", server.Host));
        var agents = ChaosAgents.All(server.Url);
        foreach (var agent in agents)
        {
            await cluster.Any(0).ImportAsync(agent.Yaml);
        }

        var followed = await cluster.Any(0).StartAsync("in-order", Held);
        await using var stream = await EventReading.OpenAsync(cluster.Any(0).Http, $"/runs/{followed}/stream");
        var reading = stream.ReadAsync();
        var runs = Enumerable.Range(0, Runs)
            .Select(number => new ChaosRun(cluster, agents[number % agents.Count], number)).ToList();
        var load = Parallel.ForEachAsync(
            runs, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = Token },
            async (run, token) => await run.ExecuteAsync(token));
        await Task.Delay(UnderLoad, Token);

        Assert.False(load.IsCompleted, "Every run had ended before the primary was killed.");
        await pair.FailOverAsync();
        var promoted = Stopwatch.GetTimestamp();
        await CommitAsync(cluster, 0);
        var firstCommit = Stopwatch.GetElapsedTime(promoted);
        release.SetResult();
        await load.WaitAsync(Patience, Token);

        Assert.Equal(Enumerable.Repeat(true, Cluster.Size), cluster.Living);
        var checks = new ChaosChecks(cluster.Losses, model.Requests, server.Requests);
        foreach (var run in runs)
        {
            await checks.AssertRightAsync(run);
        }

        Assert.Equal(0, checks.Figures.Lost + checks.Figures.Repeats);
        await AssertSameAsStoredAsync(cluster, followed, await reading.WaitAsync(Patience, Token));
        output.WriteLine($"first commit {firstCommit.TotalSeconds:F1} s after the promotion; {checks.Figures}");
        Assert.InRange(firstCommit, TimeSpan.Zero, MostToFirstCommit);
    }

    [Fact]
    public async Task FailOver_ToAStandbyThatLagsBehind_LosesWhatItNeverHadAndNothingElse()
    {
        await using var pair = await PostgresPair.StartAsync(
            await PostgresServer.StartPrivateAsync(), isSynchronous: false);
        var release = new TaskCompletionSource();
        await using var model = await StartModelAsync(release.Task);
        await using var cluster = await StartAsync(pair, model);
        await cluster.Any(0).ImportAsync(ChaosAgents.All("http://127.0.0.1")[0].Yaml);
        var kept = await EndAsync(cluster, "kept");
        var open = await cluster.Any(0).StartAsync("in-order", Held);
        await pair.CatchUpAsync();

        await pair.CutOffAsync();
        var lost = await EndAsync(cluster, "lost");
        await pair.FailOverAsync();
        for (var index = 0; index < Cluster.Size; index++)
        {
            await CommitAsync(cluster, index);
        }

        release.SetResult();
        var later = await EndAsync(cluster, "later");
        Assert.Equal(Enumerable.Repeat(true, Cluster.Size), cluster.Living);
        Assert.All(
            cluster.Outputs,
            printed => Assert.DoesNotContain("numbered as committed", printed, StringComparison.Ordinal));
        foreach (var id in kept.Concat(later).Append(open))
        {
            Assert.Equal("completed", await WaitForEndAsync(cluster, id));
        }

        foreach (var id in lost)
        {
            (await cluster.Any(0).GetAsync($"/runs/{id}")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        }
    }

    // Whatever the input says that is held back is answered when the test lets it.
    private static async Task<FakeOpenAi> StartModelAsync(Task release)
    {
        var model = await FakeOpenAi.StartAsync();
        model.Otherwise = request =>
            request.Body.GetProperty("messages").GetRawText().Contains(Held, StringComparison.Ordinal)
                ? new FakeAnswer.Held(release, new FakeAnswer.Text("Well", " then."))
                : ChaosModel.Answer(request);
        return model;
    }

    private static async Task<Cluster> StartAsync(
        PostgresPair pair, FakeOpenAi model, params (string Key, string Value)[] settings)
    {
        var cluster = new Cluster(pair.Primary,
        [
            .. model.Settings,
            ("ConnectionStrings__Agntz", pair.ConnectionString),
            ("Worker__LeaseDuration", "00:00:30"), // Nobody dies, so nothing is to be taken over.
            .. settings,
        ]);
        await cluster.StartAsync();
        return cluster;
    }

    private static async Task<IReadOnlyList<string>> EndAsync(Cluster cluster, string name)
    {
        var ids = new List<string>();
        for (var number = 0; number < 2 * Cluster.Size; number++)
        {
            ids.Add(await cluster.Any(number).StartAsync("in-order", $"{name} {number}"));
        }

        foreach (var id in ids)
        {
            Assert.Equal("completed", await WaitForEndAsync(cluster, id));
        }

        return ids;
    }

    private static async Task<string?> WaitForEndAsync(Cluster cluster, string id)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (true)
        {
            var run = await cluster.Any(0).GetAsync($"/runs/{id}");
            if (run.Status is HttpStatusCode.NotFound)
            {
                return null;
            }

            if (run.Status is HttpStatusCode.OK
                && run.Json.GetProperty("status").GetString() is var status and not ("pending" or "running"))
            {
                return status;
            }

            await Task.Delay(Pause, patience.Token);
        }
    }

    private static async Task CommitAsync(Cluster cluster, int process)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        for (var tries = 0; ; tries++)
        {
            try
            {
                var key = ("Idempotency-Key", $"first-{process}-{tries}");
                var body = new { agentId = "in-order", input = $"first of {process}" };
                if ((await cluster.Any(process).PostAsync("/runs", body, key)).Status is HttpStatusCode.Created)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                Assert.True(cluster.Living[process], cluster.Outputs[process]);
            }

            await Task.Delay(Pause, patience.Token);
        }
    }

    private static async Task AssertSameAsStoredAsync(Cluster cluster, string id, IReadOnlyList<StreamedEvent> seen)
    {
        await using var stored = await EventReading.OpenAsync(cluster.Any(1).Http, $"/runs/{id}/stream?since=0");
        var log = await stored.ReadAsync();
        Assert.Equal("run-complete", log[^1].Name);
        Assert.Equal(log, seen);
    }
}
