using System.Text;
using Agntz.Domain.Streams;
using Agntz.Persistence.Model.Runs;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>
/// Fills segments with events, in the order of their numbers. A segment is read as a whole, so it is never long.
/// </summary>
/// <param name="ownerId">Whose log.</param>
/// <param name="runId">The run.</param>
/// <param name="first">The number of the first event.</param>
internal sealed class SegmentFilling(long ownerId, Guid runId, long first)
{
    /// <summary>How many bytes a segment holds at most, unless one event alone is longer.</summary>
    public const int Handy = 64 * 1024;

    private const int Brackets = 2;

    private readonly List<string> _events = [];
    private int _bytes = Brackets;
    private long _first = first;

    /// <summary>Adds events.</summary>
    /// <returns>The segments that are full by then; to be read to the end.</returns>
    public IEnumerable<RunEventsRow> Add(IEnumerable<LogEntry.Event> events)
    {
        foreach (var recorded in events)
        {
            var bytes = Encoding.UTF8.GetByteCount(recorded.Json) + 1;
            if (_events.Count > 0 && _bytes + bytes > Handy)
            {
                yield return Take();
            }

            _events.Add(recorded.Json);
            _bytes += bytes;
        }
    }

    /// <summary>The segment that is not full; none when nothing is left.</summary>
    public IEnumerable<RunEventsRow> Complete() => _events.Count == 0 ? [] : [Take()];

    private RunEventsRow Take()
    {
        var segment = EventSegments.Of(ownerId, runId, _first, _events);
        _first += _events.Count;
        _events.Clear();
        _bytes = Brackets;
        return segment;
    }
}
