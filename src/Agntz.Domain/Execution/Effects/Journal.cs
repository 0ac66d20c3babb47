using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Effects;

/// <summary>
/// The outputs of the effects a run had finished before this execution of it began, by step path. Immutable: what
/// finishes from here on is recorded, and read only by the next execution.
/// </summary>
/// <param name="outputs">One JSON value as text for each path.</param>
public sealed class Journal(IReadOnlyDictionary<string, string> outputs)
{
    /// <summary>The journal of a run that begins.</summary>
    public static Journal Empty { get; } = new(new Dictionary<string, string>());

    /// <summary>How many effects had finished.</summary>
    public int Count => outputs.Count;

    /// <summary>The output at a path.</summary>
    /// <returns>False when the effect there has not finished, and must be executed.</returns>
    public bool TryFind(string path, out JsonElement output)
    {
        var found = outputs.TryGetValue(path, out var json);
        output = found ? JsonText.Parse(json!) : default;
        return found;
    }
}
