using System.Net;
using System.Text.Json;
using Agntz.Api.Tests.Ingestion.Otlp;
using Agntz.Testing.Http;
using Agntz.Testing.Otlp;

namespace Agntz.Api.Tests.Ingestion;

/// <summary>Spans come in over OTLP.</summary>
public sealed class IngestionTests : AgntzApplicationTest
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Root = "00f067aa0ba902b7";
    private const string Child = "b7ad6b7169203331";
    private const string Protobuf = "application/x-protobuf";

    protected override (string Key, string Value)[] Settings =>
        [("Ingestion:CompleteAfter", "00:00:00.3"), .. OtlpPrices.Settings];

    [Theory]
    [InlineData("application/json", false)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData(Protobuf, false)]
    [InlineData(Protobuf, true)]
    public async Task Export_WithEverything_IsStoredAsItIs(string type, bool isCompressed)
    {
        var isJson = type != Protobuf;
        var body = isJson ? SampleExport.Json : SampleExport.Protobuf;

        var answer = await Api.ExportAsync(
            isCompressed ? OtlpRequest.Gzip(body) : body, type, isCompressed ? "gzip" : null);

        Assert.Equal(
            (HttpStatusCode.OK, isJson ? "application/json" : Protobuf, isJson ? "{}" : ""),
            (answer.Status, answer.MediaType, answer.Body));
        var trace = await Api.GetJsonAsync($"/traces/{SampleExport.TraceId}");
        var span = Assert.Single(trace.GetProperty("spans").EnumerateArray());
        Assert.Equal(
            ("checkout", "client", SampleExport.TraceId, SampleExport.ParentId, "error", "broken"),
            (Text(span, "name"), Text(span, "kind"), Text(span, "traceId"), Text(span, "parentId"),
                Text(span, "status"), Text(span, "error")));
        Assert.Equal(("2018-12-13T14:51:00.000Z", 1500), (Text(span, "startedAt"), span.GetProperty("durationMs").GetInt64()));
        Assert.Equal(JsonValueKind.Null, span.GetProperty("runId").ValueKind);
        Assert.Equal(
            """
            {"text":"a text","flag":true,"whole":-7,"real":0.5,"bytes":"AQID","list":[1,"two"],"map":{"in":false},
            "nothing":null,"service.name":"shop","otel.scope.name":"lib","otel.scope.version":"1.2","otel.links":
            [{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"00f067aa0ba902b7"}]}
            """.ReplaceLineEndings(""),
            span.GetProperty("attributes").GetRawText());
        Assert.Equal(
            """[{"name":"it","timestamp":"2018-12-13T14:51:01.500Z","attributes":{"why":"so"}}]""",
            span.GetProperty("events").GetRawText());
    }

    [Fact]
    public async Task Export_NewTrace_IsListedStreamedAndDoneWhenItIsQuiet()
    {
        await TakeAsync(OtlpRequest.Span(Trace, Child, Root, "child"));
        await using var stream = await EventReading.OpenAsync(Api.Http, $"/traces/{Trace}/stream?since=0");
        var early = await stream.ReadAsync(until: it => it.Id == 2);

        await TakeAsync(OtlpRequest.Span(Trace, Root, name: "root"), OtlpRequest.Span(Trace, Child, Root, "child"));
        var rest = await stream.ReadAsync();

        Assert.Equal(["span-start", "span-end"], early.Select(it => it.Name));
        Assert.Equal(["span-start", "span-end", "trace-done"], rest.Select(it => it.Name));
        Assert.Equal([1, 2, 3, 4, 5], early.Concat(rest).Select(it => it.Id));
        var listed = Assert.Single((await Api.GetJsonAsync("/traces")).GetProperty("rows").EnumerateArray());
        Assert.Equal(
            (Trace, "root", "ok", 2),
            (Text(listed, "traceId"), Text(listed, "rootName"), Text(listed, "status"),
                listed.GetProperty("spanCount").GetInt32()));
        Assert.Equal("internal root\n  internal child\n", SpanTree.Draw(await Api.GetJsonAsync($"/traces/{Trace}")));
        await using var finished = await EventReading.OpenAsync(Api.Http, $"/traces/{Trace}/stream");
        Assert.Equal("snapshot", Assert.Single(await finished.ReadAsync()).Name);
    }

    [Fact]
    public async Task Export_TraceOfARun_JoinsIt()
    {
        var run = (await Api.RunAsync("assistant", "Hello")).Expect(HttpStatusCode.OK).GetProperty("runId").GetString()!;
        var before = await Api.GetJsonAsync($"/traces/{run}");
        var model = before.GetProperty("spans").EnumerateArray().Last().GetProperty("spanId").GetString();

        await TakeAsync(OtlpRequest.Span(run[4..], Child, model, "inside"));

        var after = await Api.GetJsonAsync($"/traces/{run}");
        var added = after.GetProperty("spans").EnumerateArray().Single(span => Text(span, "spanId") == Child);
        Assert.Equal((run, run, model), (Text(added, "traceId"), Text(added, "runId"), Text(added, "parentId")));
        Assert.Equal(
            before.GetProperty("summary").GetProperty("spanCount").GetInt32() + 1,
            after.GetProperty("summary").GetProperty("spanCount").GetInt32());
        Assert.Equal("ok", Text(after.GetProperty("summary"), "status"));
    }

    [Fact]
    public async Task Export_SomeSpansThatCannotBeTaken_SaysWhyOfEachAndTakesTheOthers()
    {
        object[] spans =
        [
            OtlpRequest.Span("00", Child), OtlpRequest.Span(Trace, "0000000000000000"),
            OtlpRequest.Span(Trace, Child, "abcd"), OtlpRequest.Span(Trace, Child, startMs: 0),
            OtlpRequest.Span(Trace, Root),
        ];

        var partial = (await Api.ExportAsync(spans)).Expect(HttpStatusCode.OK).GetProperty("partialSuccess");

        Assert.Equal("4", Text(partial, "rejectedSpans"));
        Assert.Equal(
            [
                $"span {Child} of trace 00: Expected a trace id of 16 bytes that are not all 0, found '00'.",
                $"span 0000000000000000 of trace {Trace}: Expected a span id of 8 bytes that are not all 0, found "
                    + "'0000000000000000'.",
                $"span {Child} of trace {Trace}: Expected a parent's id of 8 bytes or none, found 'abcd'.",
                $"span {Child} of trace {Trace}: Expected a start time, found none.",
            ],
            Text(partial, "errorMessage")!.Split('\n'));
        Assert.Single((await Api.GetJsonAsync($"/traces/{Trace}")).GetProperty("spans").EnumerateArray());
    }

    [Fact]
    public async Task Export_RunWhoseSpansAreNotKept_RefusesThemInProtobufToo()
    {
        var run = (await Api.PostAsync("/run", new { agentId = "assistant", input = "Hi", retention = new { mode = "result" } }))
            .Expect(HttpStatusCode.OK).GetProperty("runId").GetString()!;
        var body = new ProtobufText().Message(1, resource => resource.Message(2, scope => scope.Message(2, span => span
            .Add(1, Convert.FromHexString(run[4..])).Add(2, Convert.FromHexString(Child)).Fixed64(7, SampleExport.Start))));

        var answer = await Api.ExportAsync(body.Bytes, Protobuf);

        Assert.Equal((HttpStatusCode.OK, Protobuf), (answer.Status, answer.MediaType));
        Assert.Contains($"span {Child} of trace {run[4..]}: ", answer.Body, StringComparison.Ordinal);
        Assert.Contains("'result'", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "[1", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("application/json", """{"resourceSpans":7}""", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData(Protobuf, "\u000a\u007f", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("text/plain", "{}", HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE")]
    public async Task Export_ThatIsNone_IsRefused(string type, string body, HttpStatusCode status, string code) =>
        (await Api.ExportAsync(System.Text.Encoding.UTF8.GetBytes(body), type)).ExpectProblem(status, code);

    [Fact]
    public async Task Export_BadlyCompressed_IsRefused()
    {
        (await Api.ExportAsync("{}"u8.ToArray(), encoding: "gzip"))
            .ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
        (await Api.ExportAsync("{}"u8.ToArray(), encoding: "br"))
            .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Export_LargerThanIsRead_IsRefused(bool isCompressed)
    {
        var body = new byte[(64 * 1024 * 1024) + 1];

        // Who sends too much is cut off, and asks before it sends where it wants to hear why.
        using var connections = new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan };
        using var api = new AgntzClient(Service.Address, AgntzApplication.Key, connections);
        api.Http.DefaultRequestHeaders.ExpectContinue = true;

        var answer = await api.ExportAsync(
            isCompressed ? OtlpRequest.Gzip(body) : body, Protobuf, isCompressed ? "gzip" : null);

        answer.ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "PAYLOAD_TOO_LARGE");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Export_AsLargeAsIsRead_IsRead(bool isCompressed)
    {
        const int Head = 5;
        var body = new byte[64 * 1024 * 1024];
        var unknown = new ProtobufText().Varint((15 << 3) | 2).Varint((ulong)(body.Length - Head)).Bytes;
        Assert.Equal(Head, unknown.Length);
        unknown.CopyTo(body, 0);

        var answer = await Api.ExportAsync(
            isCompressed ? OtlpRequest.Gzip(body) : body, Protobuf, isCompressed ? "gzip" : null);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Export_IdsAsLongAsABody_AreNamedByTheirBeginning()
    {
        var body = new ProtobufText().Message(1, resource => resource.Message(2, scope => scope.Message(2, span => span
            .Add(1, new byte[1024 * 1024]).Add(2, new byte[1024 * 1024])))).Bytes;

        var answer = await Api.ExportAsync(body, Protobuf);

        Assert.Contains("found '00000000000000000000000000000000…'", answer.Body, StringComparison.Ordinal);
        Assert.InRange(answer.Body.Length, 0, 1024);
    }

    [Fact]
    public async Task Export_OfSomebodyElse_MakesATraceOfTheirOwn()
    {
        await TakeAsync(OtlpRequest.Span(Trace, Root, name: "mine"));
        using var stranger = await Service.JoinAsync("stranger");
        (await stranger.ExportAsync(OtlpRequest.Span(Trace, Root, name: "theirs"))).Expect(HttpStatusCode.OK);

        Assert.Equal("internal mine\n", SpanTree.Draw(await Api.GetJsonAsync($"/traces/{Trace}")));
        Assert.Equal("internal theirs\n", SpanTree.Draw(await stranger.GetJsonAsync($"/traces/{Trace}")));
    }

    [Fact]
    public async Task Export_ValueThatIsTooLong_IsCutWithAFlag()
    {
        const int Kept = 64 * 1024;
        await TakeAsync(OtlpRequest.Span(Trace, Root, attributes:
            [OtlpRequest.Text("long", new string('é', Kept)), OtlpRequest.Text("short", "kept")]));

        var attributes = (await Api.GetJsonAsync($"/traces/{Trace}")).GetProperty("spans")[0].GetProperty("attributes");
        Assert.Equal(new string('é', Kept / 2), Text(attributes, "long"));
        Assert.Equal("kept", Text(attributes, "short"));
        Assert.True(attributes.GetProperty("agntz.truncated").GetBoolean());
    }

    [Fact]
    public async Task Export_TextNoDatabaseKeeps_IsReplaced()
    {
        await TakeAsync(OtlpRequest.Span(
            Trace, Root, name: "a\0b", attributes: [OtlpRequest.Text("a\0", "b\0")], status: new { code = 2, message = "c\0" }));

        var span = (await Api.GetJsonAsync($"/traces/{Trace}")).GetProperty("spans")[0];
        Assert.Equal(("a\uFFFDb", "c\uFFFD"), (Text(span, "name"), Text(span, "error")));
        Assert.Equal("b\0", Text(span.GetProperty("attributes"), "a\0"));
    }

    private static string? Text(JsonElement value, string name) => value.GetProperty(name).GetString();

    private async Task TakeAsync(params object[] spans) =>
        Assert.Equal("{}", (await Api.ExportAsync(spans)).Expect(HttpStatusCode.OK).GetRawText());
}
