using System.Net;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Auth;

public sealed class CorsTests : AgntzApplicationTest
{
    private const string Listed = "https://app.example.com";
    private const string AllowOrigin = "Access-Control-Allow-Origin";

    protected override (string Key, string Value)[] Settings => [("Cors:AllowedOrigins:0", Listed)];

    [Fact]
    public async Task Preflight_OfAListedOrigin_AllowsWhatItAsksFor()
    {
        var reply = await Api.SendAsync(HttpMethod.Options, "/runs", null, ("Origin", Listed),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,content-type,idempotency-key"));

        Assert.Equal(HttpStatusCode.NoContent, reply.Status);
        Assert.Equal(Listed, reply.Headers[AllowOrigin]);
        Assert.Contains("POST", reply.Headers["Access-Control-Allow-Methods"]);
        Assert.Contains("idempotency-key", reply.Headers["Access-Control-Allow-Headers"]);
    }

    [Theory]
    [InlineData("/runs", HttpStatusCode.OK)]
    [InlineData("/runs/none", HttpStatusCode.NotFound)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task Answer_ToAListedOrigin_MayBeReadByItAlsoWhenItIsAnError(string path, HttpStatusCode status)
    {
        var reply = await Api.SendAsync(HttpMethod.Get, path, null, ("Origin", Listed));

        Assert.Equal(status, reply.Status);
        Assert.Equal(Listed, reply.Headers[AllowOrigin]);
    }

    [Fact]
    public async Task Answer_WithoutAKeyToAListedOrigin_MayBeReadByIt()
    {
        using var nobody = new AgntzClient(Service.Address, null);

        var reply = await nobody.SendAsync(HttpMethod.Get, "/runs", null, ("Origin", Listed));

        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal(Listed, reply.Headers[AllowOrigin]);
    }

    [Fact]
    public async Task Answer_ToAnotherOrigin_MayNotBeReadByIt()
    {
        var reply = await Api.SendAsync(HttpMethod.Get, "/runs", null, ("Origin", "https://evil.example.com"));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.False(reply.Headers.ContainsKey(AllowOrigin));
    }
}
