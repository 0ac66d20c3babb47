using System.Diagnostics;
using Agntz.Api.Tests.Chaos;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Postgres;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Hosting;

/// <summary>A process is told to stop: it is gone in the time it has, and says that all is well.</summary>
[Collection(typeof(AloneCollection))]
public sealed class StopTests
{
    private const string Agent =
        """
        id: slow
        kind: llm
        model: {provider: openai, name: fake}
        instruction: Take your time.
        """;

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = Drain + TimeSpan.FromSeconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_WhileRunsGoOn_IsNoLongerThanTheDrainAndTwoSeconds(bool isDatabaseAway)
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        await using var model = await FakeOpenAi.StartAsync();
        model.Otherwise = _ => new FakeAnswer.Held(Task.Delay(Timeout.Infinite, Token), new FakeAnswer.Text("Late."));
        await using var process = AgntzProcess.StartOn(
            StoreLocation.Of(server.ConnectionString), [.. model.Settings, ("Worker__DrainTimeout", $"{Drain}")]);
        using var api = new AgntzClient(await process.WaitUntilListeningAsync(), AgntzApplication.Key);
        await api.ImportAsync(Agent);
        await api.StartAsync("slow", "Go");
        var attached = api.RunAsync("slow", "Go");
        await model.ReceivedAsync(2);
        var requests = new List<Task> { attached };
        if (isDatabaseAway)
        {
            await server.StopAsync();
            requests.Add(api.PostAsync("/runs", new { agentId = "slow", input = "Go" }));
        }

        var begun = Stopwatch.GetTimestamp();
        var code = await process.StopAsync();
        var took = Stopwatch.GetElapsedTime(begun);

        Assert.True(code == 0, $"Exit code {code} after {took}:\n{process.Output}");
        Assert.True(took <= Most, $"It took {took}, more than {Most}:\n{process.Output}");
        await Task.WhenAll(requests).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!isDatabaseAway)
        {
            Assert.Equal(0L, await server.ExecuteAsync("SELECT count(*) FROM active_runs WHERE worker_id IS NOT NULL"));
        }
    }
}
