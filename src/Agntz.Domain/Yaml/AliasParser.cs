using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Agntz.Domain.Yaml;

/// <summary>
/// A parser that puts the anchored value in the place of each alias, as if it had been written there. Bounded: a text
/// whose aliases come to more than so many values is refused.
/// </summary>
internal sealed class AliasParser(IParser inner) : IParser
{
    private const int MaxRepeated = 50_000;

    private readonly Dictionary<string, IReadOnlyList<ParsingEvent>> _anchored = new(StringComparer.Ordinal);
    private readonly List<Recording> _open = [];
    private readonly Queue<ParsingEvent> _repeated = new();
    private int _count;

    public ParsingEvent? Current { get; private set; }

    public bool MoveNext()
    {
        if (_repeated.TryDequeue(out var repeated))
        {
            Current = repeated;
            return true;
        }

        if (!inner.MoveNext())
        {
            Current = null;
            return false;
        }

        if (inner.Current is AnchorAlias alias)
        {
            Repeat(alias);
            return MoveNext();
        }

        Current = inner.Current;
        Record(Current!);
        return true;
    }

    private void Repeat(AnchorAlias alias)
    {
        if (!_anchored.TryGetValue(alias.Value.Value, out var events))
        {
            throw new YamlException(alias.Start, alias.End,
                $"expected an anchor '&{alias.Value.Value}' with a whole value before this alias, found none");
        }

        _count += events.Count;
        if (_count > MaxRepeated)
        {
            throw new YamlException(alias.Start, alias.End,
                $"expected aliases that come to at most {MaxRepeated} values, found more");
        }

        foreach (var again in events)
        {
            _repeated.Enqueue(again);
            _open.ForEach(recording => recording.Add(again));
        }
    }

    private void Record(ParsingEvent found)
    {
        if (found is NodeEvent { Anchor.IsEmpty: false } node)
        {
            _open.Add(new Recording(node.Anchor.Value));
        }

        foreach (var recording in _open)
        {
            recording.Add(found);
        }

        foreach (var whole in _open.Where(recording => recording.IsWhole))
        {
            _anchored[whole.Name] = whole.Events;
        }

        _open.RemoveAll(recording => recording.IsWhole);
    }

    private sealed class Recording(string name)
    {
        private readonly List<ParsingEvent> _events = [];
        private int _depth;

        public string Name { get; } = name;

        public IReadOnlyList<ParsingEvent> Events => _events;

        public bool IsWhole => _events.Count > 0 && _depth == 0;

        public void Add(ParsingEvent found)
        {
            _events.Add(found);
            _depth += found.NestingIncrease;
        }
    }
}
