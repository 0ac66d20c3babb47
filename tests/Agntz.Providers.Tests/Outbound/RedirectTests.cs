using System.Net;
using System.Text;
using Agntz.Providers.Outbound;
using Agntz.Testing.Network;

namespace Agntz.Providers.Tests.Outbound;

public sealed class RedirectTests : IAsyncLifetime
{
    private RecordingServer? _server;
    private RecordingServer? _other;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecordingServer Server => _server!;

    private RecordingServer Other => _other!;

    public async ValueTask InitializeAsync()
    {
        _server = await RecordingServer.StartAsync();
        _other = await RecordingServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Other.DisposeAsync();
    }

    [Fact]
    public async Task Send_RedirectedToPlaceThatIsNotAllowed_IsRefusedThere()
    {
        Server.Enqueue(RecordedAnswer.Redirect(302, $"{Other.Url}/secret"));
        using var http = TestOutbound.Http(Server.Host);

        await Assert.ThrowsAsync<OutboundRefusedException>(() => http.Client.GetAsync(Server.Url, Token));

        Assert.Single(Server.Requests);
        Assert.Empty(Other.Requests);
    }

    [Fact]
    public async Task Send_RedirectedToAnotherScheme_IsRefused()
    {
        Server.Enqueue(RecordedAnswer.Redirect(302, "file:///etc/passwd"));
        using var http = TestOutbound.Http(Server.Host);

        await Assert.ThrowsAsync<OutboundRefusedException>(() => http.Client.GetAsync(Server.Url, Token));
    }

    [Fact]
    public async Task Send_RedirectedToTheSameOrigin_CarriesEverything()
    {
        Server.Enqueue(RecordedAnswer.Redirect(307, "/moved?x=1"));
        using var http = TestOutbound.Http(Server.Host);
        using var request = Request(HttpMethod.Post, "body");

        using var response = await http.Client.SendAsync(request, Token);

        var last = Server.Requests[^1];
        Assert.Equal(("POST", "/moved?x=1", "body"), (last.Method, last.Path, last.Body));
        Assert.Equal("Bearer key", last.Headers["Authorization"]);
        Assert.Equal("key", last.Headers["X-Api-Key"]);
        Assert.Equal("run:0", last.Headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task Send_RedirectedToAnotherOrigin_CarriesNoCredentials()
    {
        Server.Enqueue(RecordedAnswer.Redirect(302, $"{Other.Url}/there"));
        using var http = TestOutbound.Http(Server.Host, Other.Host);
        using var request = Request(HttpMethod.Get, null);

        using var response = await http.Client.SendAsync(request, Token);

        var arrived = Assert.Single(Other.Requests);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["Accept", "Accept-Encoding", "Host", "Idempotency-Key"], arrived.Headers.Keys.Order());
        Assert.Equal(Other.Host, arrived.Headers["Host"]);
    }

    [Theory]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Send_BodyRedirectedToAnotherOrigin_IsRefused(int status)
    {
        Server.Enqueue(RecordedAnswer.Redirect(status, $"{Other.Url}/there"));
        using var http = TestOutbound.Http(Server.Host, Other.Host);
        using var request = Request(HttpMethod.Post, "client_secret=s");

        await Assert.ThrowsAsync<OutboundRefusedException>(() => http.Client.SendAsync(request, Token));

        Assert.Empty(Other.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    public async Task Send_PostRedirectedElsewhere_GoesOnAsGet(int status)
    {
        Server.Enqueue(RecordedAnswer.Redirect(status, "/result"));
        using var http = TestOutbound.Http(Server.Host);
        using var request = Request(HttpMethod.Post, "body");

        using var response = await http.Client.SendAsync(request, Token);

        var last = Server.Requests[^1];
        Assert.Equal(("GET", "/result", ""), (last.Method, last.Path, last.Body));
    }

    [Fact]
    public async Task Send_FiveRedirects_AreFollowedAndASixthIsNot()
    {
        using var http = TestOutbound.Http(Server.Host);
        EnqueueRedirects(5);

        using var response = await http.Client.GetAsync(Server.Url, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        EnqueueRedirects(6);
        await Assert.ThrowsAsync<OutboundRefusedException>(() => http.Client.GetAsync(Server.Url, Token));
    }

    [Fact]
    public void Follow_FromHttpsToHttp_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://a.example/");
        using var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.Location = new Uri("http://a.example/");

        Assert.Throws<OutboundRefusedException>(() => Redirect.Follow(request, response));
    }

    private void EnqueueRedirects(int count)
    {
        for (var redirect = 0; redirect < count; redirect++)
        {
            Server.Enqueue(RecordedAnswer.Redirect(302, $"/{redirect}"));
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string? body)
    {
        var request = new HttpRequestMessage(method, Server.Url);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer key");
        request.Headers.TryAddWithoutValidation("Cookie", "session=key");
        request.Headers.TryAddWithoutValidation("X-Api-Key", "key");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "run:0");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "text/plain");
        return request;
    }
}
