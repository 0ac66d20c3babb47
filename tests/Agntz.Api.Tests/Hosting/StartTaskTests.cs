using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Api.Tests.Hosting;

/// <summary>Processes that are started for something else than to serve.</summary>
public sealed class StartTaskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_MakesTheTablesAndEnds()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres, empty: true);
        await using var process = AgntzProcess.StartFor(["--migrate"], null,
            ("Storage__Provider", "Postgres"), ("ConnectionStrings__Agntz", location.ConnectionString!));

        Assert.Equal(0, await process.WaitForExitAsync());

        await using var database = NpgsqlDataSource.Create(location.ConnectionString!);
        await using var command = database.CreateCommand("SELECT count(*) FROM runs");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Token));
        Assert.DoesNotContain("Now listening", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_OfAProcessThatServes_IsItsExitCode()
    {
        await using var server = AgntzProcess.Start();
        var address = await server.WaitUntilListeningAsync();

        await using var asked = Ask(address);
        Assert.Equal(0, await asked.WaitForExitAsync());
        Assert.Equal(0, await server.StopAsync());
        await using var askedLater = Ask(address);

        Assert.Equal(1, await askedLater.WaitForExitAsync());
        Assert.Contains("does not answer", askedLater.Output, StringComparison.Ordinal);
    }

    private static AgntzProcess Ask(Uri address) => AgntzProcess.StartFor(
        ["--health"], null, ("ASPNETCORE_URLS", $"http://*:{address.Port}"), ("Auth__BootstrapApiKey", AgntzApplication.Key));
}
