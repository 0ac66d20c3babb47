using Agntz.Domain.Traces;

namespace Agntz.Domain.Streams;

/// <summary>What one transaction has added to the logs of one run. It has committed when anybody gets this.</summary>
public sealed record CommittedEntries
{
    /// <summary>The trace, which is that of the run.</summary>
    public required TraceIdentity Trace { get; init; }

    /// <summary>The events, in the order of their numbers.</summary>
    public required IReadOnlyList<LogEntry.Event> Events { get; init; }

    /// <summary>The starts and ends of spans, in the order of their numbers.</summary>
    public required IReadOnlyList<SpanCommit> Spans { get; init; }

    /// <summary>The summary of the trace that began with this transaction; null when it began before.</summary>
    public TraceSummary? Begun { get; init; }

    /// <summary>The end of the trace; null while it goes on.</summary>
    public TraceEnd? End { get; init; }

    /// <summary>How far the logs have come with it.</summary>
    /// <param name="before">How far they had come before.</param>
    public LogHeads Heads(LogHeads before) => new(
        Events.Count > 0 ? Events[^1].Seq : before.Events,
        End?.Seq ?? (Spans.Count > 0 ? Spans[^1].Seq : before.Spans));
}
