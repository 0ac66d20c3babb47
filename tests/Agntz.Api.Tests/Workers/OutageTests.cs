using System.Net;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Postgres;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Api.Tests.Workers;

/// <summary>The database is away for longer than any lease lasts, and then everybody could be taken for dead.</summary>
public sealed class OutageTests
{
    private const int Runs = 6;

    private const string Agent =
        """
        id: two-calls
        kind: sequential
        steps:
          - agent: {id: first, kind: llm, model: {provider: openai, name: fake}, instruction: one}
          - agent: {id: second, kind: llm, model: {provider: openai, name: fake}, instruction: two}

        """;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outage_OfTwoLeases_CostsNoRunALoss()
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        var location = StoreLocation.Of(server.ConnectionString);
        await using var model = await FakeOpenAi.StartAsync();
        var release = new TaskCompletionSource();
        Enumerable.Range(0, Runs).ToList().ForEach(_ =>
            model.Enqueue(new FakeAnswer.Held(release.Task, new FakeAnswer.Text("Done."))));
        (string, string)[] settings = [.. model.Settings, ("Worker:LeaseDuration", $"{Lease}")];
        await using var first = AgntzApplication.Start(location, settings);
        await using var second = AgntzApplication.Start(location, settings);
        await first.Api.ImportAsync(Agent);
        var runs = new List<string>();
        foreach (var api in Enumerable.Range(0, Runs).Select(number => number % 2 == 0 ? first.Api : second.Api))
        {
            runs.Add(await api.StartAsync("two-calls", "go"));
        }

        await model.ReceivedAsync(Runs);

        await server.StopAsync();
        await Task.Delay(2 * Lease, Token);
        await server.StartAsync();

        // Until leases have been renewed again for as long as one lasts, and once more as long for whoever takes back.
        await Task.Delay(3 * Lease, Token);
        Assert.Equal(0, await CountAsync(server, "SELECT count(*) FROM active_runs WHERE losses > 0 OR epoch <> 1"));
        Assert.Equal(0, await CountAsync(server, "SELECT count(*) FROM workers WHERE dead"));
        release.SetResult();
        foreach (var run in runs)
        {
            Assert.Equal("completed", (await second.WaitForEndAsync(run)).GetProperty("status").GetString());
        }

        Assert.Equal(2 * Runs, model.Requests.Count);
        Assert.Equal(HttpStatusCode.OK, (await first.Api.GetAsync("/health")).Status);
    }

    private static async Task<long> CountAsync(LocalPostgres server, string text)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(text);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
