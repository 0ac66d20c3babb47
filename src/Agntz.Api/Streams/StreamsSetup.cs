using Agntz.Api.Runs;
using Agntz.Domain.Streams;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Streams;

/// <summary>Registers what serves streams.</summary>
internal static class StreamsSetup
{
    public static IServiceCollection AddAgntzStreams(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StreamsOptions>()
            .Bind(configuration.GetSection(StreamsOptions.SectionName)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<StreamsOptions>, StreamsOptionsCheck>()
            .AddSingleton<RunFollower>()
            .AddSingleton<LogStreams>()
            .AddSingleton<AttachedRuns>()
            .AddHostedService<LogWatcher>()
            .AddSingleton<OpenStreams>()
            .AddHostedService(provider => provider.GetRequiredService<OpenStreams>());
    }
}
