using Agntz.Domain.Execution.Tools.Mcp;
using Agntz.Providers.Outbound;
using ModelContextProtocol.Client;

namespace Agntz.Providers.Tools.Mcp;

/// <inheritdoc/>
internal sealed class McpConnector(OutboundHttp outbound, TimeProvider clock) : IMcpConnector
{
    // A connection that carries a whole session of the older transport is counted as one answer.
    private const long MostRead = 16 * 1024 * 1024;

    public async ValueTask<IMcpSession> OpenAsync(McpEndpoint endpoint, CancellationToken cancellationToken)
    {
        // The connections are everybody's; what is read of them is counted for this session.
        var http = new HttpClient(
            new McpAnswers(new BoundedAnswers(outbound.Handler, MostRead, endpoint.Held)), disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = endpoint.Url,
                AdditionalHeaders = endpoint.Headers.ToDictionary(
                    header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),

                // Nothing the server says unasked is of use here, and each such stream would hold a connection.
                EnableStandaloneGetStream = false,
            },
            http,
            ownsHttpClient: true);
        try
        {
            var options = new McpClientOptions { ClientInfo = new() { Name = "agntz", Version = McpVersion.Text }, TimeProvider = clock };
            return new McpSession(await McpClient.CreateAsync(transport, options, null, cancellationToken), clock);
        }
        catch (Exception failure) when (McpFailures.Explain(failure, cancellationToken) is { } known)
        {
            throw known;
        }
    }
}
