using System.Diagnostics;
using System.Globalization;
using Agntz.Testing.Network;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Postgres;

namespace Agntz.Api.Tests.Chaos;

/// <summary>
/// Processes, connections and the database are disturbed while runs go on: every accepted run ends right, nothing that
/// has finished is done again, every trace and every log is whole. <c>AGNTZ_CHAOS_RUNS</c> says how many runs: 150 where
/// it does not, 5000 for the long form, 0 for none.
/// </summary>
[Collection(typeof(AloneCollection))]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const string Variable = "AGNTZ_CHAOS_RUNS";
    private const string Short = "150";
    private const int Callers = 24;

    private static readonly TimeSpan ToolTakes = TimeSpan.FromMilliseconds(250);

    private static int Runs =>
        int.Parse(Environment.GetEnvironmentVariable(Variable) ?? Short, CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_WhileProcessesConnectionsAndDatabaseFail_AllEndRightAndNothingFinishedIsDoneAgain()
    {
        Assert.SkipUnless(Runs > 0, $"{Variable} is {Runs}.");
        await using var database = await PostgresServer.StartPrivateAsync();
        await using var model = await FakeOpenAi.StartAsync();
        model.Otherwise = ChaosModel.Answer;
        await using var server = await RecordingServer.StartAsync();
        server.Otherwise = static _ => new RecordedAnswer { Release = Task.Delay(ToolTakes) };
        await using var cluster = new Cluster(database, [.. model.Settings, ("Outbound__AllowedHosts__0", server.Host)]);
        await cluster.StartAsync();
        var agents = ChaosAgents.All(server.Url);
        foreach (var agent in agents)
        {
            await cluster.Any(0).ImportAsync(agent.Yaml);
        }

        var begun = Stopwatch.GetTimestamp();
        var runs = Enumerable.Range(0, Runs)
            .Select(number => new ChaosRun(cluster, agents[number % agents.Count], number)).ToList();
        using var done = new CancellationTokenSource();
        var disturbances = new Disturbances(cluster, database);
        var disturbing = disturbances.RunAsync(done.Token);
        await Parallel.ForEachAsync(
            runs, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = Token },
            async (run, token) => await run.ExecuteAsync(token));
        var took = Stopwatch.GetElapsedTime(begun);
        await done.CancelAsync();
        await disturbing;

        Assert.Empty(cluster.Defects);
        var checks = new ChaosChecks(cluster.Losses, model.Requests, server.Requests);
        foreach (var run in runs)
        {
            await checks.AssertRightAsync(run);
        }

        output.WriteLine(
            $"{Runs} runs in {took.TotalSeconds:F0} s; {disturbances}; {checks.Figures}; "
            + $"the slowest run took {runs.Max(run => run.Took).TotalSeconds:F1} s");
        Assert.NotEmpty(cluster.Losses);
    }
}
