using System.Text.Json;

namespace Agntz.Domain.Execution.Templates;

/// <summary>A place in a state: keys walked from its top, such as <c>notes.items.0</c>.</summary>
public sealed class TemplatePath
{
    private const string Length = "length";

    private readonly string[] _keys;

    internal TemplatePath(string source)
    {
        Source = source;
        _keys = source.Split('.');
    }

    /// <summary>The path as it was written.</summary>
    public string Source { get; }

    /// <summary>The first key: a property of the input, or the key of a step.</summary>
    public string Root => _keys[0];

    /// <summary>The value there; null where any step of the way is missing or null.</summary>
    public JsonElement? Find(AgentState state)
    {
        if (!state.TryGet(Root, out var value))
        {
            return null;
        }

        foreach (var key in _keys.AsSpan(1))
        {
            if (Step(value, key) is not { } next)
            {
                return null;
            }

            value = next;
        }

        return value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : value;
    }

    private static JsonElement? Step(JsonElement value, string key) => value.ValueKind switch
    {
        JsonValueKind.Object => value.TryGetProperty(key, out var member) ? member : null,
        JsonValueKind.Array when key is Length => JsonSerializer.SerializeToElement(value.GetArrayLength()),
        JsonValueKind.Array => int.TryParse(key, out var index) && index >= 0 && index < value.GetArrayLength()
            ? value[index]
            : null,
        _ => null,
    };
}
