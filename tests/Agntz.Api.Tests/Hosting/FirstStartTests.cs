using System.Net;
using System.Text.RegularExpressions;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Hosting;

/// <summary>The process as a newcomer starts it, with nothing configured.</summary>
public sealed partial class FirstStartTests
{
    [Fact]
    public async Task Start_WithNothingConfigured_PrintsAKeyOnceThatWorksAgainAfterARestart()
    {
        await using var first = AgntzProcess.Start();
        var address = await first.WaitUntilListeningAsync();
        var key = await WaitForKeyAsync(first);
        using var before = new AgntzClient(address, key);
        var id = await before.StartAsync("assistant", "Hello");
        Assert.Equal(0, await first.StopAsync());

        await using var second = AgntzProcess.Start(first.Folder);
        using var after = new AgntzClient(await second.WaitUntilListeningAsync(), key);
        var run = await after.GetJsonAsync($"/runs/{id}");
        Assert.Equal(0, await second.StopAsync());

        Assert.Equal(id, run.GetProperty("id").GetString());
        Assert.Single(Key().Matches(first.Output).Select(match => match.Value).Distinct());
        Assert.DoesNotMatch(Key(), second.Output);
        Assert.True(File.Exists(Path.Combine(first.Folder.FullName, "agntz.db")));
    }

    [Fact]
    public async Task Start_SecondProcessInTheSameFolder_IsRefusedAndSaysWhy()
    {
        await using var first = AgntzProcess.Start();
        await first.WaitUntilListeningAsync();

        await using var second = AgntzProcess.Start(first.Folder);

        Assert.Equal(1, await second.WaitForExitAsync());
        Assert.Contains("Another process uses the database", second.Output);
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0", "Auth__BootstrapApiKey")]
    [InlineData("Storage__Provider", "Postgres", "ConnectionStrings__Agntz")]
    [InlineData("Storage__Provider", "Oracle", "Storage:Provider")]
    [InlineData("ConnectionStrings__Agntz", "nonsense", "ConnectionStrings:Agntz")]
    [InlineData("Auth__BootstrapApiKey", "secret", "ar_live_")]
    [InlineData("Worker__MaxConcurrentRuns", "0", "MaxConcurrentRuns")]
    [InlineData("Worker__MaxConcurrentRuns", "many", "Worker:MaxConcurrentRuns")]
    [InlineData("Worker__LeaseDuration", "00:00:00.1", "LeaseDuration")]
    [InlineData("Worker__HeartbeatInterval", "00:00:15", "less than half of Worker:LeaseDuration")]
    [InlineData("Models__Providers__mine__ApiKey", "x", "Models__Providers__mine__BaseUrl")]
    [InlineData("Models__Providers__mine__BaseUrl", "nonsense", "Models")]
    [InlineData("RateLimit__RequestsPerSecond", "0", "RequestsPerSecond")]
    [InlineData("Cors__AllowedOrigins__0", "https://app.example.com/", "Cors__AllowedOrigins")]
    [InlineData("Auth__Jwt__SigningKey", "short", "Auth__Jwt__Issuer")]
    [InlineData("Auth__Jwt__Authority", "http://issuer.example.com", "Auth__Jwt__AllowHttp")]
    public async Task Start_WrongSetting_EndsWithTheNameAndTheFix(string key, string value, string named)
    {
        await using var process = AgntzProcess.Start(null, (key, value));

        Assert.Equal(1, await process.WaitForExitAsync());
        Assert.Contains(named, process.Output);
        Assert.DoesNotContain("   at ", process.Output);
    }

    [Fact]
    public async Task Start_ServesHealthAndSwagger()
    {
        await using var process = AgntzProcess.Start();
        using var stranger = new AgntzClient(await process.WaitUntilListeningAsync(), null);

        var document = (await stranger.GetAsync("/swagger/v1/swagger.json")).Expect(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/health")).Status);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/swagger/index.html")).Status);
        Assert.True(document.GetProperty("paths").TryGetProperty("/runs", out _));
        Assert.All(
            document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject(),
            scheme => Assert.Equal("http", scheme.Value.GetProperty("type").GetString()));
    }

    [GeneratedRegex("ar_live_[A-Za-z0-9_-]+")]
    private static partial Regex Key();

    private static async Task<string> WaitForKeyAsync(AgntzProcess process) =>
        Key().Match(await process.WaitForLineAsync("Swagger UI:")).Value;
}
