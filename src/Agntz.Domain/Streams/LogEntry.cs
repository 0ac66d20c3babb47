using Agntz.Domain.Traces;

namespace Agntz.Domain.Streams;

/// <summary>
/// One committed entry of a log. The same entry says the same whenever it is read, and readers share the form in which
/// they get it. Safe for concurrent readers.
/// </summary>
public abstract class LogEntry
{
    private const int Flat = 256;

    private byte[]? _encoded;

    private LogEntry(long seq) => Seq = seq;

    /// <summary>Its number.</summary>
    public long Seq { get; }

    /// <summary>About how many bytes of memory it holds, before and after it is encoded.</summary>
    public abstract int Bytes { get; }

    /// <summary>The entry as readers get it: encoded by the first who asks, always in the same way.</summary>
    public ReadOnlyMemory<byte> Encoded(Func<LogEntry, byte[]> encode) => _encoded ??= encode(this);

    private static int Size(string? text) => text is null ? 0 : text.Length * (sizeof(char) + 1);

    /// <summary>An event of the run log.</summary>
    /// <param name="seq">Its number.</param>
    /// <param name="type">Its name.</param>
    /// <param name="json">The event with its number: one JSON object as text.</param>
    public sealed class Event(long seq, string type, string json) : LogEntry(seq)
    {
        /// <summary>Its name.</summary>
        public string Type { get; } = type;

        /// <summary>The event with its number: one JSON object as text.</summary>
        public string Json { get; } = json;

        /// <inheritdoc/>
        public override int Bytes => Flat + Size(Json);
    }

    /// <summary>A span began.</summary>
    /// <param name="seq">The number.</param>
    /// <param name="trace">The trace it belongs to.</param>
    /// <param name="span">The span as it was then, whatever became of it.</param>
    public sealed class SpanStarted(long seq, TraceIdentity trace, Span span) : LogEntry(seq)
    {
        /// <summary>The trace it belongs to.</summary>
        public TraceIdentity Trace { get; } = trace;

        /// <summary>The span as it was then.</summary>
        public Span Span { get; } = span;

        /// <inheritdoc/>
        public override int Bytes => (2 * Flat) + Size(Span.Attributes);
    }

    /// <summary>A span ended.</summary>
    /// <param name="seq">The number.</param>
    /// <param name="trace">The trace it belongs to.</param>
    /// <param name="span">The whole span.</param>
    public sealed class SpanEnded(long seq, TraceIdentity trace, Span span) : LogEntry(seq)
    {
        /// <summary>The trace it belongs to.</summary>
        public TraceIdentity Trace { get; } = trace;

        /// <summary>The whole span.</summary>
        public Span Span { get; } = span;

        /// <inheritdoc/>
        public override int Bytes =>
            (3 * Flat) + (2 * Size(Span.Attributes)) + Size(Span.Error) + Size(Span.Events);
    }

    /// <summary>The trace is complete; the last entry of its log.</summary>
    /// <param name="seq">The number.</param>
    /// <param name="summary">The trace.</param>
    /// <param name="logRemoved">True when the entries before it are not kept any more.</param>
    public sealed class TraceDone(long seq, TraceSummary summary, bool logRemoved = false) : LogEntry(seq)
    {
        /// <summary>The trace.</summary>
        public TraceSummary Summary { get; } = summary;

        /// <summary>True when the entries before it are not kept any more.</summary>
        public bool LogRemoved { get; } = logRemoved;

        /// <inheritdoc/>
        public override int Bytes => 3 * Flat;
    }
}
