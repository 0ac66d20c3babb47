using System.Net;
using System.Text.Json;
using Agntz.Api.Ingestion.Otlp;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Otlp;
using static Agntz.Api.Tests.Telemetry.Export.ExportedSpans;

namespace Agntz.Api.Tests.Telemetry.Export;

/// <summary>What runs do reaches a collector as it is stored.</summary>
public sealed class TraceExportTests : ExportTest
{
    private const string Caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const int Internal = 1;
    private const int Client = 3;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ReachesTheCollectorAsItIsStored(bool isGrpc)
    {
        await using var collector = await OtlpReceiver.StartAsync(isGrpc);
        await using var process = Start(
            [.. Exporting(collector.Url, isGrpc ? "grpc" : "http/protobuf"), ("Telemetry__BaseAttributes__team", "tea")]);
        using var api = await ConnectAsync(process);

        var run = await RunAsync(api, ("traceparent", Caller));
        var exported = (await WaitAsync(collector, run, count: 5)).ToDictionary(span => Hex(span.SpanId));
        var stored = await SpansAsync(api, run);

        Assert.Equal(
            [
                ("invoke_workflow pair", Internal), ("invoke_agent first", Internal), ("chat fake", Client),
                ("invoke_agent second", Internal), ("chat fake", Client),
            ],
            stored.Select(span => exported[Text(span, "spanId")!]).Select(span => (span.Name, span.Kind)));
        Assert.All(stored, span => AssertSame(span, exported[Text(span, "spanId")!]));
        var root = exported[Text(stored[0], "spanId")!];
        var link = Assert.Single(root.Links);
        Assert.Equal(Caller, $"00-{Hex(link.TraceId)}-{Hex(link.SpanId)}-01");
        Assert.Contains(root.Scope.Resource, it => it is { Key: "team", Value: OtlpValue.Text { Value: "tea" } });
        Assert.True(Mentions(collector, "https://opentelemetry.io/schemas/1.41.0"));
    }

    [Fact]
    public async Task Call_OfAModel_IsToldItsSpanWhetherItIsExportedOrNot()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        foreach (var settings in ((string, string)[][])[Exporting(collector.Url), [], [.. Exporting(collector.Url),
            ("OTEL_TRACES_SAMPLER", "always_off")]])
        {
            await using var process = Start(settings);
            using var api = await ConnectAsync(process);
            var before = Model.Requests.Count;

            var run = await RunAsync(api, ("traceparent", Caller));

            var calls = (await SpansAsync(api, run)).Where(span => Text(span, "kind") == "model.call");
            var isSampled = settings.Length is 0 or 4;
            Assert.Equal(
                calls.Select(span => $"00-{run[4..]}-{Text(span, "spanId")}-0{(isSampled ? 1 : 0)}"),
                Model.Requests.Skip(before).Select(request => request.TraceParent));
        }
    }

    [Fact]
    public async Task Run_ThatFailsOrIsCancelled_IsExportedSo()
    {
        var never = new TaskCompletionSource();
        await using var collector = await OtlpReceiver.StartAsync();
        await using var process = Start(Exporting(collector.Url));
        using var api = await ConnectAsync(process);
        Model.Enqueue(new FakeAnswer.Refusal(400, "No."));
        var failed = await api.StartAsync("pair", "go");
        var broken = await WaitAsync(collector, failed, count: 3);
        Model.Enqueue(new FakeAnswer.Held(never.Task, new FakeAnswer.Text()));
        var cancelled = await api.StartAsync("pair", "go");
        await Model.ReceivedAsync(1);
        (await api.PostAsync($"/runs/{cancelled}/cancel?mode=abort", "{}")).Expect(HttpStatusCode.OK);
        var stopped = await WaitAsync(collector, cancelled, count: 3);
        never.SetResult();

        Assert.All(broken, span => Assert.Equal(OtlpSpan.ErrorStatus, span.Status));
        Assert.All(broken, span => Assert.NotEmpty(span.StatusMessage));
        Assert.All(broken, span => Assert.Equal("_OTHER", Text(Attributes(span), "error.type")));
        Assert.All(stopped, span => Assert.Equal(0, span.Status));
        Assert.All(stopped, span => Assert.Equal("cancelled", Text(Attributes(span), "agntz.status")));
    }

    [Theory]
    [InlineData("down")]
    [InlineData("slow")]
    [InlineData("500")]
    public async Task Collector_ThatDoesNotTakeThem_HoldsUpNoRun(string state)
    {
        var release = new TaskCompletionSource();
        var collector = await OtlpReceiver.StartAsync();
        collector.Status = state == "500" ? 500 : 200;
        collector.Release = state == "slow" ? release.Task : null;
        if (state == "down")
        {
            await collector.DisposeAsync();
        }

        await using var process = Start(Exporting(state == "down" ? "http://127.0.0.1:9" : collector.Url));
        using var api = await ConnectAsync(process);
        for (var count = 0; count < 20; count++)
        {
            var run = await RunAsync(api);
            Assert.Equal(5, (await SpansAsync(api, run)).Count);
        }

        if (state != "down")
        {
            await collector.WaitForAsync(requests => requests.Count > 0 ? requests : null);
        }

        (await api.GetAsync("/health/ready")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("fail:", process.Output, StringComparison.Ordinal);
        release.SetResult();
        await collector.DisposeAsync();
    }

    [Fact]
    public async Task Runs_ThatAreSampled_AreExportedWholeAndTheOthersNotAtAll()
    {
        const int Runs = 24;
        await using var collector = await OtlpReceiver.StartAsync();
        await using var process = Start(
            [.. Exporting(collector.Url), ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"),
                ("OTEL_TRACES_SAMPLER_ARG", "0.5")]);
        using var api = await ConnectAsync(process);
        var runs = new List<string>();
        while (runs.Count < Runs || !runs.Exists(IsSampled) || runs.TrueForAll(IsSampled))
        {
            runs.Add(await RunAsync(api));
        }

        foreach (var run in runs.Where(IsSampled))
        {
            Assert.Equal(5, (await WaitAsync(collector, run, count: 5)).Count);
        }

        Assert.All(runs, run => Assert.Equal(5, SpansAsync(api, run).Result.Count));
        Assert.DoesNotContain(
            Of(collector.Requests), span => runs.Exists(run => run[4..] == Hex(span.TraceId) && !IsSampled(run)));

        static bool IsSampled(string run) => run[^14] >= '8';
    }

    private static void AssertSame(JsonElement stored, OtlpSpan exported)
    {
        Assert.Equal(Text(stored, "parentId") ?? "", Hex(exported.ParentId));
        Assert.Equal(Text(stored, "startedAt"), Time(exported.StartUnixNano));
        Assert.Equal(Text(stored, "endedAt"), Time(exported.EndUnixNano));
        var attributes = Attributes(exported);
        Assert.Equal(Text(stored, "sessionId"), Text(attributes, "gen_ai.conversation.id"));
        Assert.All(
            stored.GetProperty("attributes").EnumerateObject().Where(it => it.Name != "otel.links"),
            it => Assert.Equal(it.Value.GetRawText(), attributes.GetProperty(it.Name).GetRawText()));
    }

    private static string? Text(JsonElement value, string name) => value.GetProperty(name).GetString();
}
