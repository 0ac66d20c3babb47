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

    /// <summary>
    /// Whether processes on one Postgres tell each other of their commits with <c>NOTIFY</c>, so that streams of runs
    /// executed elsewhere are as fast as others. Without it they look once a second, which is what a connection pooler
    /// needs that does not keep sessions.
    /// </summary>
    /// <value>The default is true, and false where such a pooler is found.</value>
    public bool? Listen { get; set; }
}
