using Agntz.Api.Telemetry.Export;
using Microsoft.Extensions.Configuration;

namespace Agntz.Api.Tests.Telemetry.Export;

public sealed class ExportSwitchTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317";

    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=", false, false)]
    [InlineData(Endpoint, true, true)]
    [InlineData("Telemetry:Otlp:Endpoint=http://collector:4317", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://collector:4317", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://collector:4317", false, true)]
    [InlineData(Endpoint + ";OTEL_SDK_DISABLED=TRUE", false, false)]
    [InlineData(Endpoint + ";OTEL_SDK_DISABLED=false", true, true)]
    [InlineData(Endpoint + ";OTEL_METRICS_EXPORTER=none", true, false)]
    [InlineData(Endpoint + ";OTEL_TRACES_EXPORTER=none", false, true)]
    [InlineData(Endpoint + ";OTEL_METRICS_EXPORTER=otlp", true, true)]
    [InlineData("OTEL_METRICS_EXPORTER=otlp", false, false)]
    public void Switch_SaysWhichSignalsAreExported(string settings, bool traces, bool metrics)
    {
        var exported = new ExportSwitch(Configuration(settings));

        Assert.Equal((traces, metrics), (exported.Traces, exported.Metrics));
    }

    internal static IConfiguration Configuration(string settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(setting => setting.Split('=', 2))
            .Select(parts => KeyValuePair.Create(parts[0], (string?)parts[1])))
        .Build();
}
