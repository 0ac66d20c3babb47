namespace Agntz.Providers.Outbound;

/// <summary>Where requests of agents may go beside the public internet.</summary>
internal sealed class OutboundOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Outbound";

    /// <summary>
    /// Hosts that may be reached whatever their addresses are, each a name or an address, with or without a port:
    /// <c>search.internal</c>, <c>10.1.2.3:8080</c>, <c>[::1]:9000</c>. Without a port every port is meant.
    /// </summary>
    /// <value>The default is none: only public addresses are reached.</value>
    public List<string> AllowedHosts { get; } = [];
}
