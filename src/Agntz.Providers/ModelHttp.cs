using Agntz.Providers.Outbound;

namespace Agntz.Providers;

/// <summary>The connections to model providers, shared by all of them.</summary>
internal sealed class ModelHttp : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    // Address changes of a provider are noticed within this time.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly SocketsHttpHandler _sockets = new()
    {
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        AllowAutoRedirect = false,

        // Who is called is told of the span that is stored, and not of one of the client's own.
        ActivityHeadersPropagator = null,
    };

    private readonly TracedHandler _traced;

    public ModelHttp() => _traced = new TracedHandler(_sockets);

    /// <summary>A client without a time limit: model calls are long, and whoever asks holds the token that ends them.</summary>
    /// <param name="around">What is put around the connections; null for nothing.</param>
    public HttpClient CreateClient(Func<HttpMessageHandler, HttpMessageHandler>? around = null) =>
        new(around?.Invoke(_traced) ?? _traced, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _traced.Dispose();
}
