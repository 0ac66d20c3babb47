using Agntz.Api.Json;

namespace Agntz.Api.Ingestion;

/// <summary>An export of traces in JSON, as OTLP defines it: <c>ExportTraceServiceRequest</c>.</summary>
public sealed record ExportTraces
{
    /// <summary>Spans, by who sent them and by the library that made them.</summary>
    public required IReadOnlyList<RawJson> ResourceSpans { get; init; }
}
