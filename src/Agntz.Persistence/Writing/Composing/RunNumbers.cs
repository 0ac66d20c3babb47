namespace Agntz.Persistence.Writing.Composing;

/// <summary>The two counters of a run, while its rows are composed.</summary>
internal sealed class RunNumbers(long eventSeq = 0, long spanSeq = 0)
{
    /// <summary>The last number given to an event.</summary>
    public long EventSeq { get; private set; } = eventSeq;

    /// <summary>The last number given to a start or end of a span, or to the end of the trace.</summary>
    public long SpanSeq { get; private set; } = spanSeq;

    public long NextEvent() => ++EventSeq;

    public long NextSpan() => ++SpanSeq;
}
