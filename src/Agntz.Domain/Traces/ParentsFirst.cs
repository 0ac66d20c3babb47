namespace Agntz.Domain.Traces;

/// <summary>Puts parents before their children, and otherwise leaves the order alone.</summary>
public static class ParentsFirst
{
    /// <summary>
    /// The spans in an order in which none comes before its parent, if its parent is among them. Spans that are their
    /// own ancestors, as no sound sender makes them, keep their places.
    /// </summary>
    /// <param name="spans">The spans, in the order wanted otherwise; ids are unique among them.</param>
    /// <param name="id">The id of a span.</param>
    /// <param name="parent">The id of its parent; null for a root.</param>
    public static IReadOnlyList<T> Order<T>(
        IReadOnlyList<T> spans, Func<T, SpanId> id, Func<T, SpanId?> parent)
    {
        var places = new Dictionary<SpanId, int>(spans.Count);
        for (var place = 0; place < spans.Count; place++)
        {
            places.TryAdd(id(spans[place]), place);
        }

        var ordered = new List<T>(spans.Count);
        var isPlaced = new bool[spans.Count];
        var path = new Stack<int>();
        for (var place = 0; place < spans.Count; place++)
        {
            // Up to the first ancestor that has its place, and down again. A place is given once, so a ring ends too.
            for (var at = place; at >= 0 && !isPlaced[at]; at = PlaceOfParent(at))
            {
                isPlaced[at] = true;
                path.Push(at);
            }

            while (path.TryPop(out var at))
            {
                ordered.Add(spans[at]);
            }
        }

        return ordered;

        int PlaceOfParent(int at) => parent(spans[at]) is { } wanted ? places.GetValueOrDefault(wanted, -1) : -1;
    }
}
