using Agntz.Domain.Streams;

namespace Agntz.Api.Traces;

/// <summary>A span began.</summary>
public sealed record SpanStartEvent
{
    internal const string Name = "span-start";

    /// <summary>Always <c>span-start</c>.</summary>
    public string Type { get; } = Name;

    /// <summary>The run; absent for traces that came in from elsewhere.</summary>
    public string? RunId { get; init; }

    /// <summary>The span.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span as it was when it began.</summary>
    public required SpanResponse Span { get; init; }

    internal static SpanStartEvent From(LogEntry.SpanStarted entry)
    {
        var span = SpanResponse.From(entry.Trace, entry.Span);
        return new SpanStartEvent { RunId = span.RunId, SpanId = span.SpanId, Span = span };
    }
}
