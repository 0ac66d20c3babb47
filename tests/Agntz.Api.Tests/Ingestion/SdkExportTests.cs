using System.Diagnostics;
using Agntz.Testing.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Agntz.Api.Tests.Ingestion;

/// <summary>The OpenTelemetry SDK of .NET is pointed at the service by the standard variables.</summary>
public sealed class SdkExportTests : AgntzApplicationTest
{
    private const int FlushMs = 30_000;

    [Fact]
    public async Task Sdk_PointedHereByTheStandardVariables_ItsSpansAreShown()
    {
        using var source = new ActivitySource($"shop-{Guid.NewGuid():N}", "1.2");
        string trace;
        using (var provider = Build(source.Name))
        {
            using (var root = source.StartActivity("checkout", ActivityKind.Server))
            {
                trace = root!.TraceId.ToHexString();
                using var call = source.StartActivity("chat", ActivityKind.Client);
                call!.SetTag("gen_ai.operation.name", "chat").SetTag("gen_ai.request.model", "gpt-5.4")
                    .SetTag("gen_ai.usage.input_tokens", 12).SetTag("gen_ai.usage.output_tokens", 30)
                    .SetTag("gen_ai.response.finish_reasons", new[] { "stop" })
                    .AddEvent(new ActivityEvent("first-token"));
                call.SetStatus(ActivityStatusCode.Error, "Too slow.");
            }

            Assert.True(provider.ForceFlush(FlushMs));
        }

        var found = await Api.GetJsonAsync($"/traces/{trace}");
        Assert.Equal("server checkout\n  model.call gpt-5.4\n", SpanTree.Draw(found));
        Assert.Equal(42, found.GetProperty("summary").GetProperty("totalTokens").GetInt32());
        var span = found.GetProperty("spans")[1];
        Assert.Equal(
            ("error", "Too slow.", "first-token"),
            (span.GetProperty("status").GetString(), span.GetProperty("error").GetString(),
                span.GetProperty("events")[0].GetProperty("name").GetString()));
        var attributes = span.GetProperty("attributes");
        Assert.Equal("[\"stop\"]", attributes.GetProperty("gen_ai.response.finish_reasons").GetRawText());
        Assert.Equal("tea-shop", attributes.GetProperty("service.name").GetString());
        Assert.Equal((source.Name, "1.2"), (
            attributes.GetProperty("otel.scope.name").GetString(), attributes.GetProperty("otel.scope.version").GetString()));
    }

    private TracerProvider Build(string source)
    {
        var variables = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Service.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"Authorization=Bearer {AgntzApplication.Key}",
            ["OTEL_SERVICE_NAME"] = "tea-shop",
        };
        return Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(
                new ConfigurationBuilder().AddInMemoryCollection(variables).Build()))
            .AddSource(source)
            .AddOtlpExporter()
            .Build();
    }
}
