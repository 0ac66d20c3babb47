using Agntz.Api.Telemetry.Export;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Telemetry;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Agntz.Api.Telemetry;

/// <summary>Registers the export over OTLP: nothing of it where nothing is exported.</summary>
internal static class ExportSetup
{
    // Known by name: this project knows nothing of the database.
    private const string DatabaseDriver = "Npgsql";

    public static IServiceCollection AddExport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<TelemetryOptions>, OtlpOptionsCheck>();
        var exported = new ExportSwitch(configuration);
        if (!exported.Metrics && !exported.Traces)
        {
            return services;
        }

        services.AddSingleton<ProcessResource>().AddHostedService<FinalExport>();
        var telemetry = services.AddOpenTelemetry().ConfigureResource(Describe);
        if (exported.Metrics)
        {
            telemetry.WithMetrics(metrics => AddMetrics(metrics, configuration));
        }

        if (exported.Traces)
        {
            telemetry.WithTracing(traces => AddTraces(traces, configuration));
        }

        return services;
    }

    // The variables of the environment come last, so they go before our settings as everywhere else.
    private static void Describe(ResourceBuilder resource) => resource
        .AddDetector(provider => provider.GetRequiredService<ProcessResource>())
        .AddEnvironmentVariableDetector();

    private static void AddMetrics(MeterProviderBuilder metrics, IConfiguration configuration) => metrics
        .AddMeter(AgntzMeter.Name, DatabaseDriver)
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddRuntimeInstrumentation()
        .AddOtlpExporter(OtlpTarget.Of(ExportedSignal.Metrics, configuration).ApplyTo);

    private static void AddTraces(TracerProviderBuilder traces, IConfiguration configuration) => traces
        .SetSampler(SamplerChoice.Of(new ExportSettings(configuration)))
        .AddSource(SpanSource.Name)
        .AddAspNetCoreInstrumentation(server => server.Filter = IsShown)
        .AddHttpClientInstrumentation()
        .AddOtlpExporter(OtlpTarget.Of(ExportedSignal.Traces, configuration).ApplyTo);

    // A server that exports to itself, or to one that exports back, would never come to rest.
    private static bool IsShown(HttpContext http) =>
        !http.Request.Path.StartsWithSegments($"/{ExportedSignal.Traces.Path}")
        && !http.Request.Path.StartsWithSegments("/health");
}
