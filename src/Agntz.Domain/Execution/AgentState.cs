using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Agntz.Domain.Execution;

/// <summary>
/// The flat object one execution of an agent works on: its input's properties and one key per executed step, in the
/// order they were set. Not safe for concurrent writers; children never see it.
/// </summary>
public sealed class AgentState : IEnumerable<KeyValuePair<string, JsonElement>>
{
    private readonly OrderedDictionary<string, JsonElement> _values = new(StringComparer.Ordinal);

    /// <summary>The number of keys.</summary>
    public int Count => _values.Count;

    /// <summary>Sets a key; a key that exists keeps its place.</summary>
    public void Set(string key, JsonElement value) => _values[key] = value;

    /// <summary>Reads a key.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out JsonElement value) => _values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
