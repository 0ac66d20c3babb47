using Agntz.Providers.Outbound;
using Microsoft.Extensions.Options;

namespace Agntz.Providers.Tests.Outbound;

/// <summary>The way to the outside as the service has it, with the exceptions a test allows.</summary>
internal static class TestOutbound
{
    public static OutboundConnections Connections(IHostResolver resolver, params string[] allowed)
    {
        var options = new OutboundOptions();
        options.AllowedHosts.AddRange(allowed);
        return new OutboundConnections(resolver, Options.Create(options));
    }

    public static OutboundHttp Http(params string[] allowed) => Http(new SystemResolver(), allowed);

    public static OutboundHttp Http(IHostResolver resolver, params string[] allowed) =>
        new(Connections(resolver, allowed));
}
