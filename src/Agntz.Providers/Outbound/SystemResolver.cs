using System.Net;

namespace Agntz.Providers.Outbound;

/// <summary>Asks the operating system.</summary>
internal sealed class SystemResolver : IHostResolver
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await Dns.GetHostAddressesAsync(host, cancellationToken);
}
