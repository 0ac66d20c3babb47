using System.Net;
using Agntz.Api.Workers;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Api.Tests.Runs;

/// <summary>A creation whose commit takes longer than its caller waits.</summary>
public sealed class LateCreationTests
{
    private const string Hello =
        """
        id: hello
        kind: llm
        model: {provider: demo, name: demo-1}
        instruction: Be brief.

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateRun_CommittedAfterItsCallerGaveUp_IsExecutedAllTheSame()
    {
        await using var server = await AgntzApplication.StartAsync(StorageProvider.Postgres);
        await server.Api.ImportAsync(Hello);
        (await server.Api.RunAsync("hello", "warm up")).Expect(HttpStatusCode.OK);
        await using var database = NpgsqlDataSource.Create(server.Location.ConnectionString!);
        string run;
        Task committed;
        await using (var connection = await database.OpenConnectionAsync(Token))
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await using var command = new NpgsqlCommand("LOCK TABLE runs IN SHARE MODE", connection, transaction);
            await command.ExecuteNonQueryAsync(Token);

            var reply = await server.Api.PostAsync("/runs", new { agentId = "hello", input = "Tea" });

            run = reply.ExpectProblem(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE").GetProperty("runId").GetString()!;
            Assert.True(reply.Headers.ContainsKey("Retry-After"));
            Assert.True(RunId.TryParse(run, out var id));
            var owner = await server.Get<IOwnerStore>().EnsureAsync(Owner.ApiKeyIssuer, "local", Token);
            var wakeup = new Wakeup();
            server.Get<RunSignals>().Follow(new LogName(owner.Id, id), wakeup);
            committed = wakeup.WaitAsync().AsTask();
            await transaction.RollbackAsync(Token);
        }

        await committed.WaitAsync(Patience, Token);
        Assert.Equal("completed", (await server.WaitForEndAsync(run)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task CreateRun_CommittedWhileTheProcessStops_IsExecutedBeforeItEnds()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        var first = AgntzApplication.Start(location);
        await first.Api.ImportAsync(Hello);
        (await first.Api.RunAsync("hello", "warm up")).Expect(HttpStatusCode.OK);
        await using var database = NpgsqlDataSource.Create(location.ConnectionString!);
        string run;
        await using (var connection = await database.OpenConnectionAsync(Token))
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await using var command = new NpgsqlCommand("LOCK TABLE runs IN SHARE MODE", connection, transaction);
            await command.ExecuteNonQueryAsync(Token);
            run = (await first.Api.PostAsync("/runs", new { agentId = "hello", input = "Tea" }))
                .ExpectProblem(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE").GetProperty("runId").GetString()!;
            var dispatcher = first.Get<RunDispatcher>();
            var stop = first.DisposeAsync();
            while (dispatcher.TryReserveAtOnce(new Owner(1, "agntz", "nobody"), new RunId(Guid.Empty)) is { } slot)
            {
                slot.Dispose();
                await Task.Yield();
            }

            await transaction.RollbackAsync(Token);
            await stop;
        }

        await using var second = AgntzApplication.Start(location, ("Worker:Enabled", "false"));
        var ended = await second.Api.GetJsonAsync($"/runs/{run}");
        Assert.Equal("completed", ended.GetProperty("status").GetString());
    }
}
