using System.Net;
using System.Net.Sockets;
using Agntz.Providers.Outbound;
using Agntz.Testing.Network;

namespace Agntz.Providers.Tests.Outbound;

/// <summary>Nothing on this machine is reached, however its address is written; whatever does arrive is seen.</summary>
public sealed class OutboundAddressTests : IAsyncLifetime
{
    private RecordingServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecordingServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await RecordingServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("localhost.")]
    [InlineData("127.0.0.1.")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("017700000001")]
    [InlineData("127.1")]
    [InlineData("0")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[64:ff9b::127.0.0.1]")]
    [InlineData("[2002:7f00:1::]")]
    [InlineData("①②⑦.0.0.1")]
    public async Task Send_ToThisMachine_IsRefused(string host)
    {
        using var http = TestOutbound.Http();

        var failure = await Assert.ThrowsAnyAsync<HttpRequestException>(
            () => http.Client.GetAsync($"http://{host}:{Server.Port}/", Token));

        // Some spellings are no host to the operating system at all; all others are refused by us.
        Assert.True(
            failure is OutboundRefusedException || failure.InnerException is SocketException, failure.ToString());
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/")]
    [InlineData("ws://example.com/")]
    [InlineData("gopher://example.com/")]
    public async Task Send_OtherScheme_IsRefused(string url)
    {
        using var http = TestOutbound.Http();

        await Assert.ThrowsAnyAsync<Exception>(() => http.Client.GetAsync(url, Token));
        using var invoker = new HttpMessageInvoker(new OutboundHandler(new Unreachable()));
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        await Assert.ThrowsAsync<OutboundRefusedException>(() => invoker.SendAsync(request, Token));
    }

    [Fact]
    public async Task Send_NameThatLeadsInside_IsRefusedWithoutSayingWhere()
    {
        using var http = TestOutbound.Http(new FakeResolver(["10.9.8.7"]));

        var failure = await Assert.ThrowsAsync<OutboundRefusedException>(
            () => http.Client.GetAsync("http://intranet.example:8080/", Token));

        Assert.Contains("Outbound__AllowedHosts__0=intranet.example:8080", failure.Message);
        Assert.DoesNotContain("10.9.8.7", failure.ToString());
    }

    [Fact]
    public async Task Send_NameWithOnePrivateAddressAmongPublicOnes_IsRefused()
    {
        using var http = TestOutbound.Http(new FakeResolver(["1.1.1.1", "127.0.0.1"]));

        await Assert.ThrowsAsync<OutboundRefusedException>(
            () => http.Client.GetAsync($"http://mixed.example:{Server.Port}/", Token));
    }

    [Fact]
    public async Task Find_NameThatAnswersDifferentlyTheNextTime_IsAskedOnceAndUsedAsChecked()
    {
        var resolver = new FakeResolver(["1.1.1.1"], ["127.0.0.1"]);
        var connections = TestOutbound.Connections(resolver);

        var checkedFirst = await connections.FindAsync("rebinding.example", 80, Token);
        await Assert.ThrowsAsync<OutboundRefusedException>(
            () => connections.FindAsync("rebinding.example", 80, Token));

        Assert.Equal([IPAddress.Parse("1.1.1.1")], checkedFirst);
        Assert.Equal(["rebinding.example", "rebinding.example"], resolver.Asked);
    }

    [Fact]
    public async Task Send_OneRequest_LooksUpOnce()
    {
        var resolver = new FakeResolver(["127.0.0.1"], ["127.0.0.2"]);
        using var http = TestOutbound.Http(resolver, "allowed.example");

        using var response = await http.Client.GetAsync($"http://allowed.example:{Server.Port}/", Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["allowed.example"], resolver.Asked);
    }

    [Fact]
    public async Task Send_AllowedHostAndPort_IsReached()
    {
        using var http = TestOutbound.Http($"127.0.0.1:{Server.Port}");

        using var response = await http.Client.GetAsync($"http://127.0.0.1:{Server.Port}/there", Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("/there", Assert.Single(Server.Requests).Path);
    }

    private sealed class Unreachable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The request was sent.");
    }
}
