using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Postgres;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Hosting;

/// <summary>
/// A statement fails in the very use in which the driver prepares it, which is the second on a connection. When the
/// database is well again nobody notices that the driver is wrong about it from then on.
/// </summary>
public sealed class PreparedStatementTests
{
    private const int Connections = 4;
    private const string Misread = "unexpected backend message";

    private const string Agent =
        """
        id: greeter
        kind: llm
        model: {provider: openai, name: fake}
        instruction: Greet.
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ThatFailedWhenItWasPrepared_IsAnsweredWhenTheDatabaseIsWell()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var role = await OrdinaryRole.CreateAsync(location);
        await using var service = AgntzApplication.Start(role.Location);
        await service.Api.ImportAsync(Agent);
        await role.DisconnectAsync();
        await GetAsync(service, HttpStatusCode.OK);

        await role.AsSuperuserAsync($"REVOKE ALL ON agent_versions FROM {role.Name}");
        await GetAsync(service, HttpStatusCode.ServiceUnavailable);
        await role.AsSuperuserAsync($"GRANT ALL ON agent_versions TO {role.Name}");

        for (var times = 0; times < Connections; times++)
        {
            await GetAsync(service, HttpStatusCode.OK);
        }

        Assert.DoesNotContain(service.Logs.Entries, entry => entry.Message.Contains("failed", StringComparison.Ordinal)
            && entry.Message.Contains("GET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("worker_flushes")]
    [InlineData("active_runs")]
    public async Task Run_WhoseFlushFailedWhenItWasPrepared_EndsWhenTheDatabaseIsWell(string table)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var role = await OrdinaryRole.CreateAsync(location);
        await using var model = await FakeOpenAi.StartAsync();
        await using var service = AgntzApplication.Start(role.Location, model.Settings);
        await service.Api.ImportAsync(Agent);
        await role.DisconnectAsync();
        var release = new TaskCompletionSource();
        model.Enqueue(new FakeAnswer.Held(release.Task, new FakeAnswer.Text("Hello.")));
        var waiting = service.Api.RunAsync("greeter", "Go");
        await model.ReceivedAsync(1);

        await role.AsSuperuserAsync($"REVOKE ALL ON {table} FROM {role.Name}");
        var refused = service.Logs.NextAsync("cannot take the flush");
        release.SetResult();
        await refused.WaitAsync(Token);
        await role.AsSuperuserAsync($"GRANT ALL ON {table} TO {role.Name}");

        (await waiting).Expect(HttpStatusCode.OK);
        for (var times = 0; times < Connections; times++)
        {
            (await service.Api.RunAsync("greeter", "Go")).Expect(HttpStatusCode.OK);
        }

        Assert.DoesNotContain(service.Logs.Entries, entry => entry.Message.Contains(Misread, StringComparison.Ordinal));
    }

    // As many at once as there may be connections, so that each has seen the statement once.
    private static async Task GetAsync(AgntzApplication service, HttpStatusCode expected)
    {
        var replies = await Task.WhenAll(
            Enumerable.Range(0, Connections).Select(_ => service.Api.GetAsync("/agents/greeter")));
        Assert.All(replies, reply => reply.Expect(expected));
    }
}
