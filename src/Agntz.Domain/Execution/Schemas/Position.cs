using System.Globalization;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>A place in a value. Becomes text only when somebody has to be told.</summary>
internal sealed class Position
{
    /// <summary>How deep schemas may lead into a value or into themselves.</summary>
    public const int MaxDepth = 1_000;

    private readonly Position? _outer;
    private readonly string? _key;
    private readonly int _index;

    private Position(Position? outer, string? key, int index)
    {
        _outer = outer;
        _key = key;
        _index = index;
        Depth = outer is null ? 0 : outer.Depth + 1;
    }

    public static Position Root { get; } = new(null, null, -1);

    public int Depth { get; }

    public Position Member(string key) => new(this, key, -1);

    public Position Item(int index) => new(this, null, index);

    /// <summary>The same place, one schema further.</summary>
    public Position Deeper() => new(this, null, -1);

    public string ToPointer()
    {
        if (_outer is null)
        {
            return "";
        }

        var name = _key?.Replace("~", "~0").Replace("/", "~1")
            ?? (_index < 0 ? null : _index.ToString(CultureInfo.InvariantCulture));
        return name is null ? _outer.ToPointer() : $"{_outer.ToPointer()}/{name}";
    }
}
