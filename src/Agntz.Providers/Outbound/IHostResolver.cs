using System.Net;

namespace Agntz.Providers.Outbound;

/// <summary>Finds the addresses of a host; asked exactly once for every connection that is opened.</summary>
internal interface IHostResolver
{
    /// <summary>The addresses, in the order in which to try them.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">There is no such host.</exception>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
