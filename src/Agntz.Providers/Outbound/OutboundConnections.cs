using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Agntz.Providers.Outbound;

/// <summary>
/// Opens connections to hosts that agents name. A name is resolved once, all its addresses are checked, and the
/// connection goes to one of those: a second look-up could answer differently.
/// </summary>
internal sealed class OutboundConnections(IHostResolver resolver, IOptions<OutboundOptions> options)
{
    private readonly AllowedHost[] _allowed = [.. options.Value.AllowedHosts.Select(AllowedHost.Parse).OfType<AllowedHost>()];

    /// <summary>Connects to a host.</summary>
    /// <exception cref="OutboundRefusedException">The host is none that agents may reach.</exception>
    public async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await FindAsync(host, port, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. addresses], port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The addresses of a host that may be connected to.</summary>
    /// <exception cref="OutboundRefusedException">The host is none that agents may reach.</exception>
    public async Task<IReadOnlyList<IPAddress>> FindAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await resolver.ResolveAsync(host, cancellationToken);
        if (addresses.Count == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (_allowed.Any(allowed => allowed.Matches(host, port)))
        {
            return addresses;
        }

        // One address that is not public is enough: nobody has such a host by accident.
        return addresses.All(PublicAddresses.Contains)
            ? addresses
            : throw new OutboundRefusedException(
                $"'{host}' is not on the public internet, and only hosts that are may be reached. Whoever runs this "
                + $"server can allow it with Outbound__AllowedHosts__0={AsUrlHost(host)}:{port}.");
    }

    private static string AsUrlHost(string host) => host.Contains(':') ? $"[{host}]" : host;
}
