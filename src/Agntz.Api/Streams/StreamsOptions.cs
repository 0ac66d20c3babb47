namespace Agntz.Api.Streams;

/// <summary>How streams are kept open.</summary>
internal sealed class StreamsOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Streams";

    /// <summary>
    /// How long a stream is kept open before the server ends it, for proxies and load balancers that want that. Its
    /// reader comes back with its cursor and misses nothing.
    /// </summary>
    /// <value>The default is without limit.</value>
    public TimeSpan? MaxConnectionAge { get; set; }
}
