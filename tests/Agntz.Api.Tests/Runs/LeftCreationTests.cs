using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Api.Runs;
using Agntz.Api.Tests.Streams;
using Agntz.Domain.Owners;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Npgsql;

namespace Agntz.Api.Tests.Runs;

/// <summary>The client of an attached request leaves while the creation of its run waits to be committed.</summary>
public sealed class LeftCreationTests
{
    private static readonly CancellationToken Left = new(canceled: true);

    private static readonly RunRequest Request = new() { AgentId = SlowAgent.RemoteId, Input = JsonElement.Parse("\"Go\"") };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageProvider.Memory, true)]
    [InlineData(StorageProvider.Postgres, true)]
    [InlineData(StorageProvider.Postgres, false)]
    public async Task Create_ClientThatHasLeft_EndsCancelledBeforeAnythingBegins(StorageProvider provider, bool hasWorker)
    {
        await using var model = await FakeOpenAi.StartAsync();
        await using var server = await StartAsync(provider, model, ("Worker:Enabled", $"{hasWorker}"));
        var owner = await OwnerAsync(server);

        var run = await server.Get<RunStarter>().StartAttachedAsync(owner, Request, Left, Token);

        Assert.Equal("cancelled", (await server.WaitForEndAsync($"{run.Run.Id}")).GetProperty("status").GetString());
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task Create_CommittedAfterItsClientLeftAndItsTimeWasUp_EndsCancelledBeforeAnythingBegins()
    {
        await using var model = await FakeOpenAi.StartAsync();
        await using var server = await StartAsync(StorageProvider.Postgres, model);
        var owner = await OwnerAsync(server);
        await using var database = NpgsqlDataSource.Create(server.Location.ConnectionString!);
        RefusedException refused;
        await using (var connection = await database.OpenConnectionAsync(Token))
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await using var command = new NpgsqlCommand("LOCK TABLE runs IN SHARE MODE", connection, transaction);
            await command.ExecuteNonQueryAsync(Token);
            refused = await Assert.ThrowsAsync<RefusedException>(
                () => server.Get<RunStarter>().StartAttachedAsync(owner, Request, Left, Token));
            await transaction.RollbackAsync(Token);
        }

        // Created by another request, whose turn comes after the one that was held up.
        (await server.Api.RunAsync(SlowAgent.RemoteId, "Later")).Expect(System.Net.HttpStatusCode.OK);
        var run = await server.WaitForEndAsync(refused.Problem.RunId!);
        Assert.Equal("cancelled", run.GetProperty("status").GetString());
        Assert.Single(model.Requests);
    }

    private static async Task<AgntzApplication> StartAsync(
        StorageProvider provider, FakeOpenAi model, params (string Key, string Value)[] settings)
    {
        var server = await AgntzApplication.StartAsync(
            provider, [.. model.Settings, .. settings]);
        await server.Api.ImportAsync(SlowAgent.Remote);
        return server;
    }

    private static Task<Owner> OwnerAsync(AgntzApplication server) =>
        server.Get<IOwnerStore>().EnsureAsync(Owner.ApiKeyIssuer, "local", Token);
}
