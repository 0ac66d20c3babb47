using Agntz.Testing.Otlp;
using static Agntz.Api.Tests.Telemetry.Export.ExportedSpans;

namespace Agntz.Api.Tests.Telemetry.Export;

/// <summary>Whoever asks for the newest names gets them, in spans and in metrics.</summary>
public sealed class LatestConventionsTests : ExportTest
{
    [Fact]
    public async Task Run_IsExportedByTheNewestNames()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var process = Start(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("OTEL_SEMCONV_STABILITY_OPT_IN", "gen_ai_latest_experimental"));
        using var api = await ConnectAsync(process);

        var run = await RunAsync(api);
        await WaitAsync(collector, run, count: 5);
        var read = await collector.WaitForAsync(requests => OtlpPoint.Of(requests)
            .FirstOrDefault(point => point.Name == "gen_ai.client.inference.usage.input_tokens"));
        var names = OtlpPoint.Of(collector.Requests).Select(point => point.Name).ToHashSet();

        Assert.True(Mentions(collector, "https://opentelemetry.io/schemas/gen-ai-dev/1.42.0-dev"));
        Assert.False(Mentions(collector, "https://opentelemetry.io/schemas/1.41.0"));
        Assert.Equal("unknown", read.Attributes["gen_ai.token.modality"]);
        Assert.Contains("gen_ai.client.inference.duration", names);
        Assert.Contains("gen_ai.client.inference.operation.output_tokens", names);
        Assert.DoesNotContain("gen_ai.client.operation.duration", names);
        Assert.DoesNotContain("gen_ai.client.token.usage", names);
    }
}
