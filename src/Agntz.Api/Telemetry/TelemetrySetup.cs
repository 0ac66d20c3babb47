using Agntz.Api.Telemetry.Export;
using Agntz.Api.Telemetry.Prometheus;
using Agntz.Domain.Execution.Recording;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Telemetry;

/// <summary>Registers what spans hold, and what is told of the process.</summary>
internal static class TelemetrySetup
{
    public static IServiceCollection AddAgntzTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryOptions>()
            .Bind(configuration.GetSection(TelemetryOptions.SectionName))
            .ValidateOnStart();
        services.AddExport(configuration)
            .AddPrometheus(configuration)
            .AddSingleton(ConventionChoice.Of(configuration))
            .AddSingleton<SpanSource>()
            .AddSingleton<ProcessInstruments>()
            .AddHostedService<QueueWatch>();
        return services.AddSingleton(
            provider => Recording(provider.GetRequiredService<IOptions<TelemetryOptions>>().Value));
    }

    private static RecordingOptions Recording(TelemetryOptions options) =>
        new() { RecordIO = options.RecordIO, RecordToolIO = options.RecordToolIO };
}
