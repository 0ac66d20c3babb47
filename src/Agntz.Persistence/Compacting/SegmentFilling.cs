using System.Text;
using Agntz.Domain.Streams;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Compacting;

/// <summary>Fills segments with events, in the order of their numbers, from 1.</summary>
/// <param name="log">The log.</param>
/// <param name="handy">How many bytes one holds at most, unless one event alone is longer.</param>
internal sealed class SegmentFilling(LogName log, int handy)
{
    private const int Brackets = 2;

    private readonly List<string> _events = [];
    private int _bytes = Brackets;
    private long _first = 1;

    /// <summary>Adds the events of segments.</summary>
    /// <returns>The segments that are full by then; to be read to the end.</returns>
    public IEnumerable<RunEventsRow> Add(IEnumerable<RunEventsRow> segments)
    {
        foreach (var recorded in segments.SelectMany(segment => EventSegments.Read(segment.FirstSeq, segment.Frames)))
        {
            var bytes = Encoding.UTF8.GetByteCount(recorded.Json) + 1;
            if (_events.Count > 0 && _bytes + bytes > handy)
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
        var segment = EventSegments.Of(log.OwnerId, log.Run.Value, _first, _events);
        _first += _events.Count;
        _events.Clear();
        _bytes = Brackets;
        return segment;
    }
}
