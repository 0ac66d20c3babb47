namespace Agntz.Providers.Outbound;

/// <summary>A host that may be reached whatever its addresses are.</summary>
/// <param name="Host">Its name or address, as URLs spell it.</param>
/// <param name="Port">The port; null for all of them.</param>
internal sealed record AllowedHost(string Host, int? Port)
{
    private const int NoPort = -1;

    /// <summary>Reads <c>host</c> or <c>host:port</c>; null when the text is neither.</summary>
    public static AllowedHost? Parse(string text)
    {
        // A scheme without a default port, so that a port is there only when somebody wrote it.
        if (!Uri.TryCreate($"outbound://{text}", UriKind.Absolute, out var url) || url.Host.Length == 0
            || url.PathAndQuery is not ("" or "/") || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            return null;
        }

        // As the host of an http URL, so that every spelling of an address is compared in one form.
        return new AllowedHost(Normalize(new UriBuilder(Uri.UriSchemeHttp, url.Host).Uri.IdnHost),
            url.Port == NoPort ? null : url.Port);
    }

    /// <summary>Whether this is where a connection is to go.</summary>
    public bool Matches(string host, int port) =>
        (Port is null || Port == port) && string.Equals(Host, Normalize(host), StringComparison.OrdinalIgnoreCase);

    private static string Normalize(string host) => host.Trim('[', ']').TrimEnd('.');
}
