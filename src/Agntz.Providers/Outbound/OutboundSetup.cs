using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agntz.Providers.Outbound;

/// <summary>Registers the way to the outside.</summary>
internal static class OutboundSetup
{
    public static IServiceCollection AddOutbound(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OutboundOptions>()
            .Bind(configuration.GetSection(OutboundOptions.SectionName))
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<OutboundOptions>, OutboundOptionsCheck>()
            .AddSingleton<IHostResolver, SystemResolver>()
            .AddSingleton<OutboundConnections>()
            .AddSingleton<OutboundHttp>();
    }
}
