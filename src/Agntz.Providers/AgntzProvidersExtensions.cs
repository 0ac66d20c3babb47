using Agntz.Domain.Execution.Models;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Execution.Tools.Http;
using Agntz.Domain.Execution.Tools.Mcp;
using Agntz.Domain.Telemetry;
using Agntz.Domain.Usage;
using Agntz.Providers.Outbound;
using Agntz.Providers.Tools;
using Agntz.Providers.Tools.Http;
using Agntz.Providers.Tools.Mcp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agntz.Providers;

/// <summary>Registers the outside world that agents touch.</summary>
public static class AgntzProvidersExtensions
{
    /// <summary>
    /// Registers the model providers that the configuration names, the tools, and the way to the outside.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Where <see cref="ModelsOptions"/> are read from.</param>
    public static IServiceCollection AddAgntzProviders(
        this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelsOptions>()
            .Bind(configuration.GetSection(ModelsOptions.SectionName))
            .Configure(options => WellKnownProviders.AddFrom(configuration, options))
            .ValidateOnStart();
        return services
            .AddOutbound(configuration)
            .AddMetrics()
            .AddSingleton<ModelInstruments>()
            .AddSingleton<IValidateOptions<ModelsOptions>, ModelsOptionsCheck>()
            .AddSingleton<IModelProviders, ModelProviders>()
            .AddSingleton(provider => Prices(provider.GetRequiredService<IOptions<ModelsOptions>>().Value))
            .AddSingleton<ILocalTool, CurrentTime>()
            .AddSingleton<LocalTools>()
            .AddSingleton<GrantedTokens>()
            .AddSingleton<IHttpSender, HttpSender>()
            .AddSingleton<HttpTools>()
            .AddSingleton<IMcpConnector, McpConnector>()
            .AddSingleton<McpTools>()
            .AddSingleton<ToolPorts>();
    }

    private static PriceTable Prices(ModelsOptions options) => new(options.Prices.Select(price => new ModelPrice
    {
        Provider = price.Provider,
        Model = price.Model!,
        Input = price.Input!.Value,
        CachedInput = price.CachedInput,
        CacheWrite = price.CacheWrite,
        Output = price.Output!.Value,
        Reasoning = price.Reasoning,
    }));
}
