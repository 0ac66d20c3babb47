using System.Text.Json;

namespace Agntz.Providers.Demo.Instances;

/// <summary>
/// The keywords that hold at one place: those of its schema, of what that refers to, of everything under <c>allOf</c>,
/// and of the first way <c>anyOf</c> and <c>oneOf</c> leave. A keyword that is said more than once has several values.
/// </summary>
internal sealed class Keywords
{
    private const int MaxDepth = 32;

    private readonly Dictionary<string, List<JsonElement>> _values = new(StringComparer.Ordinal);

    private Keywords()
    {
    }

    /// <summary>Gathers them.</summary>
    public static Keywords Of(JsonElement schema, JsonElement root)
    {
        var keywords = new Keywords();
        keywords.Add(schema, root, 0);
        return keywords;
    }

    /// <summary>Whether one of these is said.</summary>
    public bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_values.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every value of a keyword.</summary>
    public IReadOnlyList<JsonElement> All(string name) => _values.GetValueOrDefault(name) ?? [];

    /// <summary>The first value of a keyword; null when it is not said.</summary>
    public JsonElement? First(string name) => All(name) is [var first, ..] ? first : null;

    /// <summary>The greatest value of a keyword; null when none can be told.</summary>
    public decimal? Greatest(string name) => Numbers(name).Select(number => (decimal?)number).Max();

    /// <summary>The least value of a keyword; null when none can be told.</summary>
    public decimal? Least(string name) => Numbers(name).Select(number => (decimal?)number).Min();

    /// <summary>A count that must be reached; 0 when nothing is said.</summary>
    public int AtLeast(string name) => (int)Math.Clamp(Greatest(name) ?? 0, 0, int.MaxValue);

    /// <summary>A count that must not be passed.</summary>
    public int AtMost(string name) => (int)Math.Clamp(Least(name) ?? int.MaxValue, 0, int.MaxValue);

    private IEnumerable<decimal> Numbers(string name) =>
        All(name).Where(value => value.TryGetDecimal(out _)).Select(value => value.GetDecimal());

    private void Add(JsonElement schema, JsonElement root, int depth)
    {
        if (schema.ValueKind is not JsonValueKind.Object || depth > MaxDepth)
        {
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "$ref":
                    Add(Resolve(keyword.Value.GetString()!, root), root, depth + 1);
                    break;
                case "allOf":
                    foreach (var part in keyword.Value.EnumerateArray())
                    {
                        Add(part, root, depth + 1);
                    }

                    break;
                case "anyOf" or "oneOf" when keyword.Value.GetArrayLength() > 0:
                    Add(keyword.Value[0], root, depth + 1);
                    break;
                default:
                    var values = _values.TryGetValue(keyword.Name, out var known) ? known : _values[keyword.Name] = [];
                    values.Add(keyword.Value);
                    break;
            }
        }
    }

    private static JsonElement Resolve(string reference, JsonElement root)
    {
        var found = root;
        var pointer = Uri.UnescapeDataString(reference).TrimStart('#');
        foreach (var key in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found.ValueKind is not JsonValueKind.Object
                || !found.TryGetProperty(key.Replace("~1", "/").Replace("~0", "~"), out found))
            {
                return default;
            }
        }

        return found;
    }
}
