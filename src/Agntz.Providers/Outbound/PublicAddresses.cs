using System.Net;
using System.Net.Sockets;

namespace Agntz.Providers.Outbound;

/// <summary>Tells addresses of the public internet from all others, in whatever form they come.</summary>
internal static class PublicAddresses
{
    private const int Nat64Offset = 12;
    private const int SixToFourOffset = 2;
    private const int IPv4Length = 4;

    // Everything the registry of special-purpose addresses keeps from the public, and Azure's metadata endpoint, which
    // has a public address.
    private static readonly IPNetwork[] ClosedIPv4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // Only this part of IPv6 is given out; loopback, local, link-local and multicast addresses are outside of it.
    private static readonly IPNetwork OpenIPv6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] ClosedIPv6 = Networks("2001::/23", "2001:db8::/32", "3fff::/20");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether anybody on the internet could reach the same machine at this address.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily is AddressFamily.InterNetwork)
        {
            return !ClosedIPv4.Any(network => network.Contains(address));
        }

        // An IPv4 address inside is where the packets arrive in the end.
        return Nat64.Contains(address) ? Contains(IPv4Within(address, Nat64Offset))
            : SixToFour.Contains(address) ? Contains(IPv4Within(address, SixToFourOffset))
            : OpenIPv6.Contains(address) && !ClosedIPv6.Any(network => network.Contains(address));
    }

    private static IPAddress IPv4Within(IPAddress address, int offset) =>
        new(address.GetAddressBytes().AsSpan(offset, IPv4Length));

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
