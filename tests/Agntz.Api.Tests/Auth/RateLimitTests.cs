using System.Net;
using Agntz.Testing.Http;
using Agntz.Testing.Tokens;

namespace Agntz.Api.Tests.Auth;

public sealed class RateLimitTests
{
    private const string SigningKey = "a-key-of-at-least-thirty-two-bytes";

    [Fact]
    public async Task Requests_BeyondTheLimit_Are429ForTheirOwnerAlone()
    {
        await using var service = await AgntzApplication.StartAsync(settings:
        [
            ("RateLimit:RequestsPerSecond", "1"), ("RateLimit:Burst", "2"), ("Auth:Jwt:SigningKey", SigningKey),
            ("Auth:Jwt:Issuer", "tests"), ("Auth:Jwt:Audience", TokenIssuer.Audience),
        ]);
        using var other = new AgntzClient(service.Address,
            SignedTokens.Make("tests", "ada", TokenIssuer.Audience, TimeSpan.FromMinutes(5), SigningKey));

        AgntzReply reply;
        do
        {
            reply = await service.Api.GetAsync("/runs");
        }
        while (reply.Status is HttpStatusCode.OK);

        reply.ExpectProblem(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        Assert.Equal("1", reply.Headers["Retry-After"]);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/runs")).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.Api.GetAsync("/health")).Status);
    }
}
