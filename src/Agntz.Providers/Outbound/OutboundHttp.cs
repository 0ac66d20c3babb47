using System.Net;

namespace Agntz.Providers.Outbound;

/// <summary>
/// The one way of agents to the outside. Owns its connections; whoever sends sets the time limit, by the token.
/// </summary>
internal sealed class OutboundHttp : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    // Address changes of a host are noticed within this time.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    public OutboundHttp(OutboundConnections connections)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectCallback = connections.ConnectAsync,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,

            // A cookie of one owner must not reach another, and behind a proxy nobody could check the address.
            UseCookies = false,
            UseProxy = false,

            // Who is called is told of the span that is stored, and not of one of the client's own.
            ActivityHeadersPropagator = null,
        };
        Handler = new OutboundHandler(new TracedHandler(sockets));
        Client = new HttpClient(Handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The guard itself, for who needs a client of its own. Belongs to this object.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>Sends through the guard. Belongs to this object.</summary>
    public HttpClient Client { get; }

    public void Dispose() => Client.Dispose();
}
