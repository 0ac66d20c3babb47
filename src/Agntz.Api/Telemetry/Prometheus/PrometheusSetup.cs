namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>Registers what is shown to a Prometheus, where that is wanted.</summary>
internal static class PrometheusSetup
{
    public static IServiceCollection AddPrometheus(this IServiceCollection services, IConfiguration configuration)
    {
        // Read as text: a value that is neither is reported with all else that is wrong, when the host starts.
        var setting = configuration[$"{TelemetryOptions.SectionName}:{nameof(TelemetryOptions.Prometheus)}"];
        return bool.TryParse(setting, out var isOn) && isOn
            ? services.AddSingleton<MetricCollection>()
                .AddHostedService(provider => provider.GetRequiredService<MetricCollection>())
            : services;
    }
}
