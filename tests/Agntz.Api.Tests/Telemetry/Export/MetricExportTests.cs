using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Otlp;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Telemetry.Export;

/// <summary>A process tells a collector what its runs take, in whichever of the two protocols the collector speaks.</summary>
public sealed class MetricExportTests
{
    private const string Agent =
        "{id: teller, kind: llm, model: {provider: demo, name: demo-1}, instruction: Say it.}";

    private static readonly (string Key, string Value) Often = ("OTEL_METRIC_EXPORT_INTERVAL", "200");

    [Fact]
    public async Task Run_OverHttp_ReachesTheCollector()
    {
        await using var collector = await OtlpReceiver.StartAsync();

        var point = await RunAsync(collector,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        Assert.Equal("demo", point.Attributes["gen_ai.provider.name"]);
        Assert.Equal("demo-1", point.Attributes["gen_ai.request.model"]);
        Assert.Equal("chat", point.Attributes["gen_ai.operation.name"]);
        Assert.Equal("s", point.Unit);
        Assert.Equal("agntz", point.Resource["service.name"]);
        Assert.NotEmpty(point.Resource["service.instance.id"]);
        Assert.All(collector.Requests, request => Assert.Equal("/v1/metrics", request.Path));
    }

    [Fact]
    public async Task Run_OverGrpc_ReachesTheCollector()
    {
        await using var collector = await OtlpReceiver.StartAsync(isGrpc: true);

        var point = await RunAsync(collector,
            ("Telemetry__Otlp__Endpoint", collector.Url),
            ("Telemetry__Otlp__Headers", "tenant=blue"),
            ("Telemetry__BaseAttributes__service.name", "mine"),
            ("Telemetry__BaseAttributes__deployment.environment.name", "test"),
            ("OTEL_SERVICE_NAME", "theirs"));

        Assert.Equal("theirs", point.Resource["service.name"]);
        Assert.Equal("test", point.Resource["deployment.environment.name"]);
        Assert.Equal("blue", collector.Requests[0].Headers["tenant"]);
        Assert.Equal("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", collector.Requests[0].Path);
    }

    private static async Task<OtlpPoint> RunAsync(OtlpReceiver collector, params (string Key, string Value)[] settings)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Memory);
        await using var process = AgntzProcess.StartOn(location, [Often, ("OTEL_TRACES_EXPORTER", "none"), .. settings]);
        using var client = new AgntzClient(await process.WaitUntilListeningAsync(), AgntzApplication.Key);
        await client.ImportAsync(Agent);
        (await client.PostAsync("/run", new { agentId = "teller", input = "tea" })).Expect(HttpStatusCode.OK);

        return await collector.WaitForAsync(requests => OtlpPoint.Of(requests)
            .FirstOrDefault(point => point.Name == "gen_ai.client.operation.duration" && point.Count == 1));
    }
}
