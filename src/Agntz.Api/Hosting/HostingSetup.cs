using System.Text.Json.Serialization;
using Agntz.Api.Agents;
using Agntz.Api.Auth;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Domain.Agents.Checking;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Hosting;

/// <summary>Registers what makes a process out of the parts.</summary>
internal static class HostingSetup
{
    /// <summary>
    /// Reads the settings that come with the program first, so that those of the current folder, the environment and
    /// the command line override them wherever the program is started from.
    /// </summary>
    public static WebApplicationBuilder ConfigureDefaults(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Path = "appsettings.json",
        });
        return builder;
    }

    /// <summary>Sets where and how requests come in.</summary>
    public static WebApplicationBuilder ConfigureListening(this WebApplicationBuilder builder)
    {
        if (ListenAddresses.Configured(builder.Configuration).Count == 0)
        {
            builder.WebHost.UseUrls(ListenAddresses.Default);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimits.MaxBodyBytes;
        });
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
        });
        builder.Services.AddSingleton<IValidateOptions<AuthOptions>, ListenAddresses>();
        return builder;
    }

    /// <summary>Registers what a first start does.</summary>
    public static IServiceCollection AddFirstStart(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AgentsOptions>().Bind(configuration.GetSection(AgentsOptions.SectionName)).ValidateOnStart();
        return services
            .AddSingleton<ManifestCheck>()
            .AddSingleton<LocalToolCheck>()
            .AddSingleton<AgentImporter>()
            .AddSingleton<AgentDefinitions>()
            .AddSingleton<SampleAgents>()
            .AddSingleton<Announcement>()
            .AddSingleton(Terminal.Output)
            .AddHostedService<FirstStart>();
    }
}
