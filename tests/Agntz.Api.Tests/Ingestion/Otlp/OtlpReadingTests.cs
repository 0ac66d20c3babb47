using System.Text;
using System.Text.Json;
using Agntz.Api.Ingestion.Otlp;
using Agntz.Domain.Json;
using Agntz.Testing.Otlp;

namespace Agntz.Api.Tests.Ingestion.Otlp;

public sealed class OtlpReadingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_ExportWithEverything_GivesAllOfIt(bool isJson)
    {
        var span = Assert.Single(
            isJson ? ReadJson(SampleExport.Json) : ReadProtobuf(SampleExport.Protobuf));

        Assert.Equal(
            (SampleExport.TraceId, SampleExport.SpanId, SampleExport.ParentId),
            (Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentId)));
        Assert.Equal(("checkout", 3), (span.Name, span.Kind));
        Assert.Equal((SampleExport.Start, SampleExport.End), (span.StartUnixNano, span.EndUnixNano));
        Assert.Equal((OtlpSpan.ErrorStatus, "broken"), (span.Status, span.StatusMessage));
        Assert.Equal(("lib", "1.2"), (span.Scope.Name, span.Scope.Version));
        Assert.Equal("""{"service.name":"shop"}""", Show(span.Scope.Resource));
        Assert.Equal(
            """
            {"text":"a text","flag":true,"whole":-7,"real":0.5,"bytes":"AQID","list":[1,"two"],"map":{"in":false},"nothing":null}
            """,
            Show(span.Attributes));
        var happened = Assert.Single(span.Events);
        Assert.Equal(
            (SampleExport.End, "it", """{"why":"so"}"""),
            (happened.UnixNano, happened.Name, Show(happened.Attributes)));
        Assert.Equal(SampleExport.ParentId, Hex(Assert.Single(span.Links).SpanId));
    }

    [Fact]
    public void Read_NothingAtAll_GivesNoSpans()
    {
        Assert.Empty(ReadProtobuf([]));
        Assert.Empty(ReadJson("{}"u8.ToArray()));
        Assert.Empty(ReadJson("""{"resourceSpans":[{"scopeSpans":null}]}"""u8.ToArray()));
    }

    [Fact]
    public void Read_DeclaredNames_AreReadLikeThoseInCamelCase()
    {
        var span = Assert.Single(ReadJson(Encoding.UTF8.GetBytes(
            """
            {"resource_spans":[{"scope_spans":[{"spans":[{"trace_id":"0A","span_id":"0b","parent_span_id":"0c",
            "start_time_unix_nano":5,"end_time_unix_nano":6,"kind":"SPAN_KIND_CLIENT",
            "attributes":[{"key":"a","value":{"string_value":"b"}},{"key":"c","value":{"int_value":1}}]}]}]}]}
            """)));

        Assert.Equal(("0a", "0b", "0c"), (Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentId)));
        Assert.Equal((5UL, 6UL, 3), (span.StartUnixNano, span.EndUnixNano, span.Kind));
        Assert.Equal("""{"a":"b","c":1}""", Show(span.Attributes));
    }

    [Theory]
    [InlineData("[]", "'the request'")]
    [InlineData("""{"resourceSpans":{}}""", "'resourceSpans'")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[7]}]}""", "'resourceSpans.scopeSpans'")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":7}]}]}]}""", "'span.traceId'")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xy"}]}]}]}""", "hex")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":-1}]}]}]}""", "startTimeUnixNano")]
    [InlineData(
        """{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":{"intValue":"1.5"}}]}]}]}]}""",
        "'span.attributes.value'")]
    [InlineData(
        """{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":{"bytesValue":"%"}}]}]}]}]}""",
        "base64")]
    [InlineData("{", "JSON")]
    public void Read_JsonOfTheWrongShape_SaysWhereAndWhatWasExpected(string json, string named)
    {
        var failure = Assert.Throws<MalformedOtlpException>(() => ReadJson(Encoding.UTF8.GetBytes(json)));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Expected", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BytesThatAreNoUtf8_AreNoJson() =>
        Assert.Throws<MalformedOtlpException>(() => ReadJson(new byte[] { (byte)'"', 0xFF, (byte)'"' }));

    [Fact]
    public void Read_HalfCharacters_BecomeReplacements()
    {
        var span = Assert.Single(ReadJson(
            """{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a\ud800b"}]}]}]}"""u8.ToArray()));

        Assert.Equal("a\uFFFDb", span.Name);
    }

    [Theory]
    [InlineData(OtlpValue.MaxDepth, true)]
    [InlineData(OtlpValue.MaxDepth + 1, false)]
    public void Read_ValuesWithinValues_AreReadToADepth(int depth, bool isRead)
    {
        var json = "{\"stringValue\":\"in\"}";
        Action<ProtobufText> write = value => value.Add(1, "in");
        for (var level = 0; level < depth; level++)
        {
            json = $$$"""{"arrayValue":{"values":[{{{json}}}]}}""";
            var inner = write;
            write = value => value.Message(5, list => list.Message(1, inner));
        }

        var asJson = Encoding.UTF8.GetBytes(
            $$$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":{{{json}}}}]}]}]}]}""");
        var asProtobuf = new ProtobufText().Message(1, resource => resource.Message(2, scope => scope.Message(
            2, span => span.Message(9, it => SampleExport.Attribute(it, "a", write))))).Bytes;

        if (isRead)
        {
            Assert.Equal(Show(ReadJson(asJson)[0].Attributes), Show(ReadProtobuf(asProtobuf)[0].Attributes));
        }
        else
        {
            Assert.Contains("deep", Assert.Throws<MalformedOtlpException>(() => ReadJson(asJson)).Message,
                StringComparison.Ordinal);
            Assert.Contains("deep", Assert.Throws<MalformedOtlpException>(() => ReadProtobuf(asProtobuf)).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("attributes", 9)]
    [InlineData("events", 11)]
    [InlineData("links", 13)]
    public void Read_MorePartsThanCanBeHeld_IsMalformed(string name, int field)
    {
        var json = Encoding.UTF8.GetBytes(
            $$"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"{{name}}":[{{Repeat("{},", OtlpSize.MaxParts)}}{}]}]}]}]}
            """);
        var empty = new ProtobufText().Add(field, "").Bytes;
        var protobuf = new ProtobufText().Message(1, resource => resource.Message(2, scope => scope.Add(
            2, [.. Enumerable.Repeat(empty, OtlpSize.MaxParts + 1).SelectMany(bytes => bytes)]))).Bytes;

        Assert.Contains("2000000", Assert.Throws<MalformedOtlpException>(() => ReadJson(json)).Message,
            StringComparison.Ordinal);
        Assert.Contains("2000000", Assert.Throws<MalformedOtlpException>(() => ReadProtobuf(protobuf)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_ManySmallParts_AsksForMoreRoomThanTheBodyHas(bool isJson)
    {
        const int Count = 100_000;
        var asked = 0L;
        var size = new OtlpSize(bytes => asked = bytes);
        var nothing = new ProtobufText().Add(1, "").Bytes;
        if (isJson)
        {
            JsonTraces.Read(Encoding.UTF8.GetBytes(
                $$$$"""
                {"resourceSpans":[{"resource":{"attributes":[
                {"value":{"arrayValue":{"values":[{{{{Repeat("{},", Count)}}}}{}]}}}]}}]}
                """), size);
        }
        else
        {
            ProtobufTraces.Read(new ProtobufText().Message(1, resource => resource.Message(1, it => it.Message(
                1, attribute => attribute.Message(2, value => value.Add(
                    5, [.. Enumerable.Repeat(nothing, Count).SelectMany(bytes => bytes)]))))).Bytes, size);
        }

        Assert.InRange(asked, 31L * Count, 33L * Count);
    }

    [Fact]
    public void Read_ProtobufCutAnywhere_IsMalformedOrShorter()
    {
        for (var length = 0; length < SampleExport.Protobuf.Length; length++)
        {
            var failure = Record.Exception(() => ReadProtobuf(SampleExport.Protobuf.AsSpan(0, length)));
            Assert.True(failure is null or MalformedOtlpException, $"{failure}");
        }
    }

    [Fact]
    public void Read_DamagedExports_AreReadOrMalformedAndNothingElse()
    {
        const int Times = 20_000;
        const int Seed = 1907;
        var random = new Random(Seed);
        for (var count = 0; count < Times; count++)
        {
            var protobuf = Damage(SampleExport.Protobuf, random);
            var json = Damage(SampleExport.Json, random);
            AssertBearable(() => ReadProtobuf(protobuf), protobuf);
            AssertBearable(() => ReadJson(json), json);
        }
    }

    private static IReadOnlyList<OtlpSpan> ReadJson(byte[] json) => JsonTraces.Read(json, AnySize());

    private static IReadOnlyList<OtlpSpan> ReadProtobuf(ReadOnlySpan<byte> message) =>
        ProtobufTraces.Read(message, AnySize());

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static OtlpSize AnySize() => new(static _ => { });

    private static void AssertBearable(Action read, byte[] bytes)
    {
        var failure = Record.Exception(read);
        Assert.True(failure is null or MalformedOtlpException, $"{Convert.ToHexString(bytes)}: {failure}");
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Show(IReadOnlyList<OtlpAttribute> attributes) =>
        JsonText.Write(attributes, static (Utf8JsonWriter writer, IReadOnlyList<OtlpAttribute> it) =>
            new OtlpValue.Map(it).WriteTo(writer));
}
