using Agntz.Domain.Streams;

namespace Agntz.Api.Traces;

/// <summary>A span ended.</summary>
public sealed record SpanEndEvent
{
    internal const string Name = "span-end";

    /// <summary>Always <c>span-end</c>.</summary>
    public string Type { get; } = Name;

    /// <summary>The run; absent for traces that came in from elsewhere.</summary>
    public string? RunId { get; init; }

    /// <summary>The span.</summary>
    public required string SpanId { get; init; }

    /// <summary>What changed since the span began.</summary>
    public required SpanPatch Patch { get; init; }

    /// <summary>The whole span.</summary>
    public required SpanResponse Span { get; init; }

    internal static SpanEndEvent From(LogEntry.SpanEnded entry)
    {
        var span = SpanResponse.From(entry.Trace, entry.Span);
        return new SpanEndEvent
        {
            RunId = span.RunId,
            SpanId = span.SpanId,
            Patch = SpanPatch.From(span),
            Span = span,
        };
    }
}
