using System.Text.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Persistence.Model.Runs;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>Events of one run, one after the other, as one row.</summary>
internal static class EventSegments
{
    /// <summary>How the events are written: a JSON array of the events with their numbers.</summary>
    public const short Format = 1;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    public static RunEventsRow Single(NewRun run, RunEvent recorded, long number) =>
        Of(run.Owner.Id, run.Id.Value, number, [recorded.Number(number)]);

    public static RunEventsRow Of(long ownerId, Guid runId, long first, IReadOnlyList<string> events) => new()
    {
        OwnerId = ownerId,
        RunId = runId,
        FirstSeq = first,
        LastSeq = first + events.Count - 1,
        Format = Format,
        Frames = $"[{string.Join(',', events)}]",
    };

    /// <summary>The events of a segment, with their numbers.</summary>
    public static IEnumerable<LogEntry.Event> Read(long first, string frames)
    {
        using var segment = JsonDocument.Parse(frames, Deep);
        foreach (var (index, frame) in segment.RootElement.EnumerateArray().Index())
        {
            yield return new LogEntry.Event(first + index, frame.GetProperty("type").GetString()!, frame.GetRawText());
        }
    }
}
