using System.Text.Json;
using Agntz.Api.Json;
using Agntz.Domain.Traces;

namespace Agntz.Api.Traces;

/// <summary>A trace with its spans, as it stands.</summary>
/// <param name="Summary">The trace in one line.</param>
/// <param name="Spans">In the order they began, so that a parent comes before its children.</param>
public sealed record TraceResponse(TraceSummaryResponse Summary, IReadOnlyList<SpanResponse> Spans)
{
    /// <summary>Writes a trace in this form while its spans are read.</summary>
    internal static IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync(Trace trace)
    {
        var identity = trace.Summary.Identity;
        return JsonPieces.WriteAsync(
            json =>
            {
                json.WritePropertyName("summary"u8);
                JsonSerializer.Serialize(
                    json, TraceSummaryResponse.From(trace.Summary), WireJson.Default.TraceSummaryResponse);
                json.WritePropertyName("spans"u8);
            },
            trace.Spans,
            (json, span) => JsonSerializer.Serialize(
                json, SpanResponse.From(identity, span), WireJson.Default.SpanResponse));
    }
}
