namespace Agntz.Domain.Execution.Schemas;

/// <summary>The members or items of one value that some schema has said something about.</summary>
internal sealed class EvaluatedParts
{
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<int> _items = [];

    public bool Has(string member) => _members.Contains(member);

    public bool Has(int item) => _items.Contains(item);

    public void Add(string member) => _members.Add(member);

    public void Add(int item) => _items.Add(item);

    /// <summary>Takes over what another schema has looked at in the same value.</summary>
    public void Add(EvaluatedParts others)
    {
        _members.UnionWith(others._members);
        _items.UnionWith(others._items);
    }
}
