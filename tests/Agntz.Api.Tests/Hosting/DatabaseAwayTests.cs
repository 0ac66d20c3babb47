using System.Net;
using System.Net.Sockets;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Postgres;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Api.Tests.Hosting;

/// <summary>The process is started while its database is not there.</summary>
public sealed class DatabaseAwayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_NobodyListensThere_EndsWithTheReasonAlone()
    {
        await using var process = Start($"Host=127.0.0.1;Port={FreePort()};Username=x;Database=x", "00:00:00");

        Assert.Equal(1, await process.WaitForExitAsync());
        var line = Assert.Single(process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("The service did not start: The database could not be reached: ", line, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Agntz", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseThatDoesNotExist_DoesNotWaitForIt()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var process = Start($"{location.ConnectionString};Database=nowhere", "01:00:00");

        Assert.Equal(1, await process.WaitForExitAsync());
        Assert.Contains("nowhere", process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_BeforeTheDatabase_WaitsAndServes(bool isOneOfSeveral)
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        await server.StopAsync();
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        if (isOneOfSeveral)
        {
            connection.Host = $"127.0.0.1:{FreePort()},{server.EndPoint}";
            connection.TargetSessionAttributes = "primary";
            connection.HostRecheckSeconds = 1;
        }

        await using var process = Start(connection.ToString(), "00:05:00");
        await process.WaitForLineAsync("cannot be reached yet");

        await server.StartAsync();

        using var api = new AgntzClient(await process.WaitUntilListeningAsync(), AgntzApplication.Key);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/runs")).Status);
    }

    [Fact]
    public async Task Start_DatabaseThatDoesNotAnswerInTime_IsAskedAgain()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var database = NpgsqlDataSource.Create(location.ConnectionString!);
        await using var connection = await database.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using var command = new NpgsqlCommand(
            """LOCK TABLE "__EFMigrationsHistory" IN ACCESS EXCLUSIVE MODE""", connection, transaction);
        await command.ExecuteNonQueryAsync(Token);
        await using var process = Start($"{location.ConnectionString};Command Timeout=1", "00:05:00");
        await process.WaitForLineAsync("cannot be reached yet");

        await transaction.RollbackAsync(Token);

        await process.WaitUntilListeningAsync();
    }

    private static AgntzProcess Start(string connectionString, string patience) => AgntzProcess.Start(null,
        ("Storage__Provider", "Postgres"),
        ("ConnectionStrings__Agntz", connectionString),
        ("Storage__StartTimeout", patience),
        ("Auth__BootstrapApiKey", AgntzApplication.Key));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
