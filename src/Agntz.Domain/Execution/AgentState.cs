using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Agntz.Domain.Execution.Budgets;

namespace Agntz.Domain.Execution;

/// <summary>
/// The flat object one execution of an agent works on: its input's properties and one key per executed step, in the
/// order they were set. Not safe for concurrent writers; children never see it.
/// </summary>
public sealed class AgentState : IEnumerable<KeyValuePair<string, JsonElement>>
{
    private readonly OrderedDictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private long _rendered;

    /// <summary>A state that belongs to no run.</summary>
    public AgentState()
    {
    }

    /// <summary>The state of one execution of an agent.</summary>
    /// <param name="held">The bytes that execution holds; null for one that belongs to no run.</param>
    internal AgentState(HeldBytes? held) => Held = held;

    /// <summary>Whether all that is rendered from it is one text: the request of one call.</summary>
    internal bool IsOfOneCall { get; init; }

    /// <summary>The number of keys.</summary>
    public int Count => _values.Count;

    /// <summary>The bytes its execution holds; null for a state that belongs to no run.</summary>
    internal HeldBytes? Held { get; }

    /// <summary>The bytes of its values.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Sets a key; a key that exists keeps its place.</summary>
    /// <exception cref="RunFailedException">The state, or all that its run holds, would be too large.</exception>
    public void Set(string key, JsonElement value)
    {
        var more = Put(key, value);
        Held?.Add(more);
    }

    /// <summary>Sets a key to a value that is counted where it was made.</summary>
    /// <exception cref="RunFailedException">The state would be too large.</exception>
    internal void SetShared(string key, JsonElement value) => Put(key, value);

    /// <summary>Reads a key.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out JsonElement value) => _values.TryGetValue(key, out value);

    /// <summary>Refuses a text or value made from the state that is too large.</summary>
    /// <param name="bytes">Its size by now.</param>
    /// <exception cref="RunFailedException">It is.</exception>
    internal void CheckRendered(long bytes) =>
        Held?.Budget.CheckOutput(_rendered + bytes, "A text rendered from the state of an agent");

    /// <summary>Notes a text that was rendered.</summary>
    internal void CountRendered(long bytes) => _rendered += IsOfOneCall ? bytes : 0;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private long Put(string key, JsonElement value)
    {
        var more = JsonSize.Of(value) - (_values.TryGetValue(key, out var before) ? JsonSize.Of(before) : 0L);
        Held?.Budget.CheckOutput(Bytes + more, "The state of an agent");
        _values[key] = value;
        Bytes += more;
        return more;
    }
}
