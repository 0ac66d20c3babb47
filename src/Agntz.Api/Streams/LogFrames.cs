using System.Text;
using System.Text.Json;
using Agntz.Api.Json;
using Agntz.Api.Traces;
using Agntz.Domain.Streams;

namespace Agntz.Api.Streams;

/// <summary>Entries of logs as frames. Each is encoded once, for all who read it.</summary>
internal static class LogFrames
{
    private static readonly Func<LogEntry, byte[]> Encoder = Encode;

    /// <summary>The frame of an entry.</summary>
    public static ReadOnlyMemory<byte> Of(LogEntry entry) => entry.Encoded(Encoder);

    /// <summary>The last frame of a stream that cannot go on.</summary>
    public static byte[] Error(string error) => SseFrame.Encode(
        "stream-error", JsonSerializer.SerializeToUtf8Bytes(new StreamErrorEvent(error), WireJson.Default.StreamErrorEvent), null);

    private static byte[] Encode(LogEntry entry) => entry switch
    {
        LogEntry.Event it => SseFrame.Encode(it.Type, Encoding.UTF8.GetBytes(it.Json), it.Seq),
        LogEntry.SpanStarted it => SseFrame.Encode(
            SpanStartEvent.Name,
            JsonSerializer.SerializeToUtf8Bytes(SpanStartEvent.From(it), WireJson.Default.SpanStartEvent),
            it.Seq),
        LogEntry.SpanEnded it => SseFrame.Encode(
            SpanEndEvent.Name,
            JsonSerializer.SerializeToUtf8Bytes(SpanEndEvent.From(it), WireJson.Default.SpanEndEvent),
            it.Seq),
        LogEntry.TraceDone it => SseFrame.Encode(
            TraceDoneEvent.Name,
            JsonSerializer.SerializeToUtf8Bytes(TraceDoneEvent.From(it), WireJson.Default.TraceDoneEvent),
            it.Seq),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, "Not an entry of a log."),
    };
}
