using Agntz.Api.Telemetry;
using Agntz.Api.Telemetry.Export;
using OpenTelemetry.Exporter;

namespace Agntz.Api.Tests.Telemetry.Export;

public sealed class OtlpTargetTests
{
    private const string Http = ";OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf";

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317", "http://c:4317/")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318" + Http, "http://c:4318/v1/metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318/otlp/" + Http, "http://c:4318/otlp/v1/metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://c/here" + Http, "http://c/here")]
    [InlineData("Telemetry:Otlp:Endpoint=http://c:4318/x;Telemetry:Otlp:Protocol=http/protobuf", "http://c:4318/x/v1/metrics")]
    [InlineData("Telemetry:Otlp:Endpoint=http://ours;OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://theirs" + Http, "http://ours/v1/metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://exact;OTEL_EXPORTER_OTLP_ENDPOINT=http://all" + Http, "http://exact/")]
    public void Endpoint_IsTheMostParticularOne(string settings, string endpoint)
    {
        var exporter = new OtlpExporterOptions();

        Of(settings).ApplyTo(exporter);

        Assert.Equal(endpoint, exporter.Endpoint.AbsoluteUri);
    }

    [Fact]
    public void Settings_GoBeforeVariables()
    {
        var target = Of("OTEL_EXPORTER_OTLP_HEADERS=a=1;OTEL_EXPORTER_OTLP_METRICS_HEADERS=b=2;Telemetry:Otlp:Headers=c=3"
            + ";OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf;Telemetry:Otlp:Protocol=grpc");

        Assert.Equal(("c=3", OtlpExportProtocol.Grpc), (target.Headers, target.Protocol));
    }

    [Theory]
    [InlineData("Telemetry:Otlp:Endpoint=collector:4317", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=nowhere", "nowhere")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "http/json")]
    public void WrongValue_IsNamed(string settings, string value)
    {
        var check = new OtlpOptionsCheck(ExportSwitchTests.Configuration(settings));

        Assert.Contains(value, Assert.Single(check.Validate(null, new TelemetryOptions()).Failures!));
    }

    private static OtlpTarget Of(string settings) =>
        OtlpTarget.Of(ExportedSignal.Metrics, ExportSwitchTests.Configuration(settings));
}
