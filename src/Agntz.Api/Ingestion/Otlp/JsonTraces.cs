using System.Text.Json;
using System.Text.Unicode;
using Agntz.Domain.Json;

namespace Agntz.Api.Ingestion.Otlp;

/// <summary>Reads an export of traces from JSON: <c>ExportTraceServiceRequest</c>.</summary>
internal static class JsonTraces
{
    // Each value within another takes four levels.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 4 * (OtlpValue.MaxDepth + 8) };

    private static readonly string[] Kinds =
    [
        "SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER",
        "SPAN_KIND_CONSUMER",
    ];

    private static readonly string[] Statuses = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];

    /// <summary>The spans, in the order they were sent.</summary>
    /// <exception cref="MalformedOtlpException">The text is something else, or too much at once.</exception>
    public static IReadOnlyList<OtlpSpan> Read(ReadOnlyMemory<byte> json, OtlpSize size)
    {
        using var document = Parse(json);
        var request = JsonFields.Object(document.RootElement, "the request");
        var sent =
            from resource in JsonFields.Objects(
                JsonFields.Find(request, "resourceSpans", "resource_spans"), "resourceSpans")
            let attributes = ReadResource(JsonFields.Find(resource, "resource"), size)
            from part in JsonFields.Objects(
                JsonFields.Find(resource, "scopeSpans", "scope_spans"), "resourceSpans.scopeSpans")
            let scope = ReadScope(JsonFields.Find(part, "scope"), attributes)
            from span in JsonFields.Objects(JsonFields.Find(part, "spans"), "resourceSpans.scopeSpans.spans")
            select ReadSpan(span, scope, size);
        return [.. sent];
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
        {
            throw new MalformedOtlpException("Expected JSON in UTF-8, found bytes that are no UTF-8.");
        }

        try
        {
            return JsonDocument.Parse(JsonText.Compact(json.Span), Options);
        }
        catch (JsonException malformed)
        {
            throw new MalformedOtlpException($"Expected JSON, found something else: {malformed.Message}");
        }
    }

    private static IReadOnlyList<OtlpAttribute> ReadResource(JsonElement resource, OtlpSize size)
    {
        const string Place = "resourceSpans.resource";
        return resource.ValueKind is JsonValueKind.Undefined
            ? []
            : OtlpResource.Of(ReadAttributes(JsonFields.Object(resource, Place), Place, size));
    }

    private static OtlpScope ReadScope(JsonElement scope, IReadOnlyList<OtlpAttribute> resource)
    {
        const string Place = "resourceSpans.scopeSpans.scope";
        if (scope.ValueKind is JsonValueKind.Undefined)
        {
            return new OtlpScope(resource, "", "");
        }

        JsonFields.Object(scope, Place);
        return new OtlpScope(
            resource,
            JsonFields.Text(JsonFields.Find(scope, "name"), $"{Place}.name"),
            JsonFields.Text(JsonFields.Find(scope, "version"), $"{Place}.version"));
    }

    private static OtlpSpan ReadSpan(JsonElement json, OtlpScope scope, OtlpSize size)
    {
        size.AddSpan();
        var span = new OtlpSpan(scope)
        {
            TraceId = JsonFields.Id(JsonFields.Find(json, "traceId", "trace_id"), "span.traceId"),
            SpanId = JsonFields.Id(JsonFields.Find(json, "spanId", "span_id"), "span.spanId"),
            ParentId = JsonFields.Id(JsonFields.Find(json, "parentSpanId", "parent_span_id"), "span.parentSpanId"),
            Name = JsonFields.Text(JsonFields.Find(json, "name"), "span.name"),
            Kind = JsonFields.Choice(JsonFields.Find(json, "kind"), "span.kind", Kinds),
            StartUnixNano = ReadTime(json, "startTimeUnixNano", "start_time_unix_nano"),
            EndUnixNano = ReadTime(json, "endTimeUnixNano", "end_time_unix_nano"),
        };
        span.Attributes.AddRange(ReadAttributes(json, "span", size));
        span.Events.AddRange(
            JsonFields.Objects(JsonFields.Find(json, "events"), "span.events").Select(it => ReadEvent(it, size)));
        span.Links.AddRange(
            JsonFields.Objects(JsonFields.Find(json, "links"), "span.links").Select(it => ReadLink(it, size)));
        if (JsonFields.Find(json, "status") is { ValueKind: not JsonValueKind.Undefined } status)
        {
            JsonFields.Object(status, "span.status");
            span.Status = JsonFields.Choice(JsonFields.Find(status, "code"), "span.status.code", Statuses);
            span.StatusMessage = JsonFields.Text(JsonFields.Find(status, "message"), "span.status.message");
        }

        return span;
    }

    private static OtlpEvent ReadEvent(JsonElement json, OtlpSize size)
    {
        size.AddPart();
        var happened = new OtlpEvent
        {
            UnixNano = ReadTime(json, "timeUnixNano", "time_unix_nano"),
            Name = JsonFields.Text(JsonFields.Find(json, "name"), "span.events.name"),
        };
        happened.Attributes.AddRange(ReadAttributes(json, "span.events", size));
        return happened;
    }

    private static OtlpLink ReadLink(JsonElement json, OtlpSize size)
    {
        size.AddPart();
        var link = new OtlpLink
        {
            TraceId = JsonFields.Id(JsonFields.Find(json, "traceId", "trace_id"), "span.links.traceId"),
            SpanId = JsonFields.Id(JsonFields.Find(json, "spanId", "span_id"), "span.links.spanId"),
        };
        link.Attributes.AddRange(ReadAttributes(json, "span.links", size));
        return link;
    }

    private static List<OtlpAttribute> ReadAttributes(JsonElement parent, string place, OtlpSize size) =>
        [.. JsonValues.ReadAttributes(JsonFields.Find(parent, "attributes"), $"{place}.attributes", size)];

    private static ulong ReadTime(JsonElement parent, string camel, string declared) =>
        JsonFields.Unsigned(JsonFields.Find(parent, camel, declared), $"span.{camel}");
}
