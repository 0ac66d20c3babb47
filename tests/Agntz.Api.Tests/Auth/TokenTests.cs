using System.Net;
using Agntz.Testing.Http;
using Agntz.Testing.Tokens;

namespace Agntz.Api.Tests.Auth;

/// <summary>JSON Web Tokens: of an OpenID Connect issuer, and signed with a shared key.</summary>
public sealed class TokenTests
{
    private const string SigningKey = "a-key-of-at-least-thirty-two-bytes";

    private static readonly (string, string)[] SharedKey =
    [
        ("Auth:Jwt:SigningKey", SigningKey), ("Auth:Jwt:Issuer", "tests"), ("Auth:Jwt:Audience", TokenIssuer.Audience),
    ];

    [Fact]
    public async Task Token_OfTheIssuer_LetsItsSubjectInAndNobodyElse()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var service = await AgntzApplication.StartAsync(settings: issuer.Settings);
        using var ada = new AgntzClient(service.Address, issuer.Token("ada"));
        using var bob = new AgntzClient(service.Address, issuer.Token("bob"));
        await ada.ImportAsync("{id: hers, kind: llm, model: {provider: demo, name: demo-1}, instruction: Be brief.}");

        var run = (await ada.RunAsync("hers", "Hello")).Expect(HttpStatusCode.OK).GetProperty("runId").GetString();

        Assert.Equal("ada", (await ada.GetJsonAsync($"/runs/{run}")).GetProperty("userId").GetString());
        (await bob.GetAsync($"/runs/{run}")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        Assert.Equal(HttpStatusCode.OK, (await service.Api.GetAsync("/runs")).Status);
    }

    [Theory]
    [InlineData(TokenIssuer.Audience, -2)]
    [InlineData("somebody-else", 5)]
    public async Task Token_ExpiredOrForSomebodyElse_Is401(string audience, int minutes)
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var service = await AgntzApplication.StartAsync(settings: issuer.Settings);

        var reply = await GetAsync(service, issuer.Token("ada", audience, TimeSpan.FromMinutes(minutes)));

        var problem = reply.ExpectProblem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        Assert.Equal("invalid or expired token", problem.GetProperty("error").GetString());
        Assert.StartsWith("Bearer", reply.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task Token_OfAnotherIssuerOrOfNoSubject_Is401()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var other = await TokenIssuer.StartAsync();
        await using var service = await AgntzApplication.StartAsync(settings: issuer.Settings);

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(service, other.Token("ada"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(service, issuer.Token(""))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(service, issuer.Token(new string('a', 257)))).Status);
    }

    [Fact]
    public async Task Token_WhileTheIssuerIsAway_Is503AndNotItsFault()
    {
        var issuer = await TokenIssuer.StartAsync();
        await using var service = await AgntzApplication.StartAsync(settings: issuer.Settings);
        var token = issuer.Token("ada");
        await issuer.DisposeAsync();

        var reply = await GetAsync(service, token);

        reply.ExpectProblem(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE");
        Assert.Equal(HttpStatusCode.OK, (await service.Api.GetAsync("/runs")).Status);
    }

    [Fact]
    public async Task Token_SignedWithTheSharedKey_LetsItsSubjectInAndAnyOtherNobody()
    {
        await using var service = await AgntzApplication.StartAsync(settings: SharedKey);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(service, Make("tests", SigningKey))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(service, Make("others", SigningKey))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(service, Make("tests", SigningKey + "!"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(service, "no token at all")).Status);
    }

    [Fact]
    public async Task Token_WithKeysThatAreSetToNothing_IsCheckedAsIfTheyWereNotSet()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var service = await AgntzApplication.StartAsync(
            settings: [.. issuer.Settings, ("Auth:Jwt:SigningKey", ""), ("Auth:BootstrapApiKey", "")]);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(service, issuer.Token("ada"))).Status);
    }

    private static string Make(string issuer, string key) =>
        SignedTokens.Make(issuer, "ada", TokenIssuer.Audience, TimeSpan.FromMinutes(5), key);

    private static async Task<AgntzReply> GetAsync(AgntzApplication service, string token)
    {
        using var client = new AgntzClient(service.Address, token);
        return await client.GetAsync("/runs");
    }
}
