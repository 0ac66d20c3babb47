using System.Net;
using System.Text.Json;
using Agntz.Api.Auth.Keys;
using Agntz.Testing.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Api.Tests.Auth;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private AgntzApplication? _service;

    private AgntzApplication Service => _service!;

    private AgntzClient Api => Service.Api;

    public async ValueTask InitializeAsync() => _service = await AgntzApplication.StartAsync(_clock);

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    [Fact]
    public async Task Create_Key_IsShownOnceAndLetsItsOwnerIn()
    {
        var reply = await Api.PostAsync("/api-keys", new { name = " ci " });
        var made = reply.Expect(HttpStatusCode.Created);

        using var client = new AgntzClient(Service.Address, made.GetProperty("key").GetString());
        var list = await client.GetJsonAsync("/api-keys");
        var id = made.GetProperty("id").GetString();
        var listed = list.EnumerateArray().Single(key => key.GetProperty("id").GetString() == id);
        Assert.Equal($"/api-keys/{made.GetProperty("id")}", reply.Headers["Location"]);
        Assert.Equal("ci", listed.GetProperty("name").GetString());
        Assert.Equal(made.GetProperty("key").GetString()![..14], listed.GetProperty("prefix").GetString());
        Assert.DoesNotContain(made.GetProperty("key").GetString()!, list.GetRawText());
        Assert.Equal(2, list.GetArrayLength());
    }

    [Fact]
    public async Task Revoke_Key_StopsItAtOnce()
    {
        var (id, client) = await CreateAsync(new { name = "ci" });
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/runs")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await Api.SendAsync(HttpMethod.Delete, $"/api-keys/{id}")).Status);

        var problem = (await client.GetAsync("/runs")).ExpectProblem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        Assert.Equal("invalid or revoked API key", problem.GetProperty("error").GetString());
        (await Api.SendAsync(HttpMethod.Delete, $"/api-keys/{id}")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        client.Dispose();
    }

    [Fact]
    public async Task Key_ThatExpires_LetsNobodyInFromThenOn()
    {
        var (_, client) = await CreateAsync(new { name = "ci", expiresAt = _clock.GetUtcNow().AddSeconds(3) });
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/runs")).Status);

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/runs")).Status);
        client.Dispose();
    }

    [Fact]
    public async Task Key_ThatWasUsed_SaysWhenWithoutAWriteForEachRequest()
    {
        var (id, client) = await CreateAsync(new { name = "ci" });
        var used = _clock.GetUtcNow();
        await client.GetAsync("/runs");
        await client.GetAsync("/runs");
        var recorder = Service.Get<IEnumerable<IHostedService>>().OfType<KeyUseRecorder>().Single();

        Assert.False((await FindAsync(id)).TryGetProperty("lastUsedAt", out _));
        await recorder.RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(used.ToUnixTimeMilliseconds(),
            (await FindAsync(id)).GetProperty("lastUsedAt").GetDateTimeOffset().ToUnixTimeMilliseconds());
        client.Dispose();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name": "  "}""")]
    [InlineData("""{"name": 1}""")]
    [InlineData("""{"name": "a\u0000b"}""")]
    [InlineData("""{"name": "a\nb"}""")]
    [InlineData("""{"name": "a", "expiresAt": "2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"name": "a", "expiresAt": "tomorrow"}""")]
    [InlineData("""{"name": "a", "expiresAt": 5}""")]
    [InlineData("[]")]
    public async Task Create_WhatIsNoKey_IsRefusedAndMakesNone(string body)
    {
        (await Api.PostAsync("/api-keys", body)).ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");

        Assert.Equal(1, (await Api.GetJsonAsync("/api-keys")).GetArrayLength());
    }

    private async Task<(string Id, AgntzClient Client)> CreateAsync(object body)
    {
        var made = (await Api.PostAsync("/api-keys", body)).Expect(HttpStatusCode.Created);
        var client = new AgntzClient(Service.Address, made.GetProperty("key").GetString());
        return (made.GetProperty("id").GetString()!, client);
    }

    private async Task<JsonElement> FindAsync(string id) =>
        (await Api.GetJsonAsync("/api-keys")).EnumerateArray().Single(key => key.GetProperty("id").GetString() == id);
}
