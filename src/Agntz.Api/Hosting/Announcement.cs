using Agntz.Domain.Owners;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Agntz.Api.Hosting;

/// <summary>
/// Tells the person who started the service for the first time how to come in. Written to the terminal and never
/// logged: it holds the key.
/// </summary>
internal sealed class Announcement(IServer server, IHostApplicationLifetime lifetime, TextWriter terminal)
{
    /// <summary>Shows a key once the service listens, with a request that is ready to be sent.</summary>
    public void KeyMade(ApiKey key) => lifetime.ApplicationStarted.Register(() => Show(key));

    private void Show(ApiKey key)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? ListenAddresses.Default;
        terminal.WriteLine(
            $$"""

              Your API key, shown this once:

                {{key.Value}}

              Try it:

                curl -s {{address}}/run -H 'Authorization: Bearer {{key.Value}}' \
                  -d '{"agentId": "article-pipeline", "input": {"topic": "Tea"} }'

              Swagger UI: {{address}}/swagger

              """);
        terminal.Flush();
    }
}
