using System.Text;
using Agntz.Testing.Otlp;

namespace Agntz.Api.Tests.Ingestion.Otlp;

/// <summary>One export with something of everything, in both forms.</summary>
internal static class SampleExport
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    public const string SpanId = "b7ad6b7169203331";
    public const string ParentId = "00f067aa0ba902b7";
    public const ulong Start = 1_544_712_660_000_000_000;
    public const ulong End = 1_544_712_661_500_000_000;

    public static byte[] Json { get; } = Encoding.UTF8.GetBytes(
        $$$$"""
        {"resourceSpans": [{
          "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}], "unknown": 1},
          "scopeSpans": [{
            "scope": {"name": "lib", "version": "1.2"},
            "spans": [{
              "traceId": "{{{{TraceId}}}}", "spanId": "{{{{SpanId}}}}", "parentSpanId": "{{{{ParentId}}}}",
              "name": "checkout", "kind": 3,
              "startTimeUnixNano": "{{{{Start}}}}", "endTimeUnixNano": {{{{End}}}},
              "attributes": [
                {"key": "text", "value": {"stringValue": "a text"}},
                {"key": "flag", "value": {"boolValue": true}},
                {"key": "whole", "value": {"intValue": "-7"}},
                {"key": "real", "value": {"doubleValue": 0.5}},
                {"key": "bytes", "value": {"bytesValue": "AQID"}},
                {"key": "list", "value": {"arrayValue": {"values": [{"intValue": 1}, {"stringValue": "two"}]}}},
                {"key": "map", "value": {"kvlistValue": {"values": [
                  {"key": "in", "value": {"boolValue": false}}]}}},
                {"key": "nothing", "value": {}}
              ],
              "events": [{"timeUnixNano": "{{{{End}}}}", "name": "it", "attributes": [
                {"key": "why", "value": {"stringValue": "so"}}]}],
              "links": [{"traceId": "{{{{TraceId}}}}", "spanId": "{{{{ParentId}}}}", "attributes": []}],
              "status": {"code": "STATUS_CODE_ERROR", "message": "broken"}
            }]
          }]
        }]}
        """);

    // What all have in common comes last, and there is more than we know.
    public static byte[] Protobuf { get; } = new ProtobufText().Message(1, resource => resource
        .Message(2, scope => scope
            .Message(2, span => span
                .Add(1, Convert.FromHexString(TraceId))
                .Add(2, Convert.FromHexString(SpanId))
                .Add(3, "vendor=state")
                .Add(4, Convert.FromHexString(ParentId))
                .Add(5, "checkout")
                .Add(6, 3)
                .Fixed64(7, Start)
                .Fixed64(8, End)
                .Message(9, it => Attribute(it, "text", value => value.Add(1, "a text")))
                .Message(9, it => Attribute(it, "flag", value => value.Add(2, 1)))
                .Message(9, it => Attribute(it, "whole", value => value.Add(3, -7)))
                .Message(9, it => Attribute(
                    it, "real", value => value.Fixed64(4, BitConverter.DoubleToUInt64Bits(0.5))))
                .Message(9, it => Attribute(it, "bytes", value => value.Add(7, [1, 2, 3])))
                .Message(9, it => Attribute(it, "list", value => value.Message(5, list => list
                    .Message(1, one => one.Add(3, 1)).Message(1, two => two.Add(1, "two")))))
                .Message(9, it => Attribute(it, "map", value => value.Message(6, map => map
                    .Message(1, member => Attribute(member, "in", inner => inner.Add(2, 0))))))
                .Message(9, it => Attribute(it, "nothing", _ => { }))
                .Add(10, 4)
                .Message(11, happened => happened.Fixed64(1, End).Add(2, "it")
                    .Message(3, it => Attribute(it, "why", value => value.Add(1, "so"))))
                .Message(13, link => link
                    .Add(1, Convert.FromHexString(TraceId)).Add(2, Convert.FromHexString(ParentId)))
                .Message(15, status => status.Add(2, "broken").Add(3, 2))
                .Fixed32(16, 0x101)
                .Group(90, group => group.Add(1, 5).Group(2, inner => inner.Add(3, "x"))))
            .Message(1, names => names.Add(1, "lib").Add(2, "1.2"))
            .Add(3, "https://opentelemetry.io/schemas/1.41.0"))
        .Message(1, it => it.Message(1, one => Attribute(one, "service.name", value => value.Add(1, "shop")))))
        .Bytes;

    public static ProtobufText Attribute(ProtobufText message, string key, Action<ProtobufText> value) =>
        message.Add(1, key).Message(2, value);
}
