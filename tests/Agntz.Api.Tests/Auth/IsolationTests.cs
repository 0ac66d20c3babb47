using System.Net;
using System.Text;
using Agntz.Testing.Http;
using Agntz.Testing.Tokens;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Agntz.Api.Tests.Auth;

/// <summary>Every route the service has, called by those it must not serve.</summary>
public sealed class IsolationTests : AgntzApplicationTest
{
    private const string SigningKey = "a-key-of-at-least-thirty-two-bytes";
    private const string Nobodys = "run_01890000000070008000000000000000";

    private static readonly OwnedThings Nothing =
        new(Nobodys, "none", "2026-01-01T00:00:00.000Z", "NONE", "key_none", "none");

    protected override (string Key, string Value)[] Settings =>
    [
        ("Auth:Jwt:SigningKey", SigningKey), ("Auth:Jwt:Issuer", "tests"), ("Auth:Jwt:Audience", TokenIssuer.Audience),
        ("Telemetry:Prometheus", "true"),
    ];

    [Fact]
    public void EveryRoute_IsTriedHereOrOpenToAll()
    {
        var declared = Service.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}"));

        Assert.Equal(declared.Order(), Nothing.Routes.Select(route => route.Route).Order());
    }

    [Fact]
    public async Task EveryRoute_WithoutCredentialsThatCount_Is401()
    {
        foreach (var (name, token) in await CredentialsThatDoNotCountAsync())
        {
            using var client = new AgntzClient(Service.Address, token);
            foreach (var route in Nothing.Routes)
            {
                var reply = await SendAsync(client, route);

                Assert.True(reply.Status is HttpStatusCode.Unauthorized, $"{route.Route} with {name}: {reply.Status}");
                reply.ExpectProblem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
            }
        }
    }

    [Fact]
    public async Task EveryRoute_WithWhatIsSomebodyElses_ShowsNothingOfItAndChangesNothing()
    {
        var things = await OwnedThings.MakeAsync(Api);
        var before = await things.LookAsync(Api);
        using var stranger = new AgntzClient(Service.Address, Token("stranger"));

        foreach (var route in things.Routes)
        {
            var reply = await SendAsync(stranger, route);

            Assert.True(
                route.Meets is Meeting.Nothing
                    ? reply.Status is HttpStatusCode.NotFound
                    : (int)reply.Status is >= 200 and < 300,
                $"{route.Route}: {(int)reply.Status} {reply.Body}");
            if (route.Meets is Meeting.OnlyItsOwn)
            {
                Assert.DoesNotContain(OwnedThings.Mark, reply.Body, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Equal(before, await things.LookAsync(Api));
    }

    [Fact]
    public async Task TwoOwners_WithTheSameNames_DoNotMeet()
    {
        using var other = new AgntzClient(Service.Address, Token("other"));
        var (mine, theirs) = (await OwnedThings.MakeAsync(Api), await OwnedThings.MakeAsync(other));
        var before = await mine.LookAsync(Api);

        (string, string)[] key = [("Idempotency-Key", "the-same")];
        var first = await Api.PostAsync("/runs", new { agentId = mine.AgentId, input = "1" }, key);
        var second = await other.PostAsync("/runs", new { agentId = theirs.AgentId, input = "2" }, key);
        await other.SendAsync(HttpMethod.Delete, $"/agents/{theirs.AgentId}");
        await other.SendAsync(HttpMethod.Delete, $"/secrets/{theirs.Secret}");

        Assert.NotEqual(first.Expect(HttpStatusCode.Created).GetProperty("id").GetString(),
            second.Expect(HttpStatusCode.Created).GetProperty("id").GetString());
        Assert.Equal(before.Skip(2).Take(3), (await mine.LookAsync(Api)).Skip(2).Take(3));
    }

    private static string Token(
        string subject, string audience = TokenIssuer.Audience, int minutes = 5, string key = SigningKey) =>
        SignedTokens.Make("tests", subject, audience, TimeSpan.FromMinutes(minutes), key);

    private static async Task<AgntzReply> SendAsync(AgntzClient client, RouteCase route)
    {
        using var body = route.Body is null ? null : new StringContent(route.Body, Encoding.UTF8, "application/json");
        return await client.SendAsync(route.Method, route.Path, body);
    }

    private async Task<(string Name, string? Token)[]> CredentialsThatDoNotCountAsync()
    {
        var revoked = (await Api.PostAsync("/api-keys", new { name = "revoked" })).Expect(HttpStatusCode.Created);
        await Api.SendAsync(HttpMethod.Delete, $"/api-keys/{revoked.GetProperty("id").GetString()}");
        return
        [
            ("none", null),
            ("a wrong key", "ar_live_not-a-key-of-anybody"),
            ("a revoked key", revoked.GetProperty("key").GetString()),
            ("an expired token", Token("ada", minutes: -2)),
            ("a token for somebody else", Token("ada", "somebody-else")),
            ("a token with another signature", Token("ada", key: SigningKey + "!")),
        ];
    }
}
