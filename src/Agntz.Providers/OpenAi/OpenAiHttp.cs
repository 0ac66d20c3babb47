namespace Agntz.Providers.OpenAi;

/// <summary>The connections to model providers, shared by all of them.</summary>
internal static class OpenAiHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    // Address changes of a provider are noticed within this time.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>A client without a time limit: model calls are long, and whoever asks holds the token that ends them.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        AllowAutoRedirect = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
