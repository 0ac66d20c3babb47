using Agntz.Domain.Traces;

namespace Agntz.Domain.Streams;

/// <summary>One committed entry of a span log, as it was written.</summary>
public abstract record SpanCommit(long Seq)
{
    /// <summary>A span began.</summary>
    public sealed record Started(long Seq, SpanStart Span) : SpanCommit(Seq);

    /// <summary>A span ended.</summary>
    public sealed record Ended(long Seq, SpanEnd Span) : SpanCommit(Seq);
}
