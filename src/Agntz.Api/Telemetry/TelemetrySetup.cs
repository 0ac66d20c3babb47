using Agntz.Domain.Execution.Recording;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Telemetry;

/// <summary>Registers what spans hold.</summary>
internal static class TelemetrySetup
{
    public static IServiceCollection AddAgntzTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryOptions>()
            .Bind(configuration.GetSection(TelemetryOptions.SectionName))
            .ValidateOnStart();
        return services.AddSingleton(provider => new RecordingOptions
        {
            RecordToolIO = provider.GetRequiredService<IOptions<TelemetryOptions>>().Value.RecordToolIO,
        });
    }
}
