using System.Net.Http.Json;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Postgres;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Runs;

/// <summary>A client leaves while the database is away: its run is cancelled when the database is back.</summary>
public sealed class LeftWhileAwayTests
{
    private const string Agent =
        """
        id: slow
        kind: llm
        model: {provider: openai, name: fake}
        instruction: Take your time.
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/run")]
    [InlineData("/run/stream")]
    public async Task Leave_WhileTheDatabaseIsAway_CancelsTheRunWhenItIsBack(string path)
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        await using var model = await FakeOpenAi.StartAsync();
        model.Enqueue(new FakeAnswer.Held(Task.Delay(Timeout.Infinite, Token), new FakeAnswer.Text("Late.")));
        await using var service = AgntzApplication.Start(StoreLocation.Of(server.ConnectionString), model.Settings);
        await service.Api.ImportAsync(Agent);
        using var leaving = new CancellationTokenSource();
        var waiting = service.Api.Http.PostAsJsonAsync(path, new { agentId = "slow", input = "Go" }, leaving.Token);
        await model.ReceivedAsync(1);

        var refused = service.Logs.NextAsync("could not be cancelled");
        await server.StopAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await refused.WaitAsync(Token);
        await server.StartAsync();

        var run = Assert.Single((await service.Api.GetJsonAsync("/runs")).GetProperty("rows").EnumerateArray());
        var ended = await service.WaitForEndAsync(run.GetProperty("id").GetString()!);
        Assert.Equal("cancelled", ended.GetProperty("status").GetString());
    }
}
