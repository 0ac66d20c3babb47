using System.Text.Json;

namespace Agntz.Domain.Execution.Templates;

/// <summary>A place in a state: keys walked from its top, such as <c>notes.items.0</c>.</summary>
public sealed class TemplatePath
{
    private const string Length = "length";
    private const int MostShown = 60;

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

    /// <summary>What follows the first key, as it was written; empty for nothing.</summary>
    internal string Rest => Source[Math.Min(Root.Length + 1, Source.Length)..];

    /// <summary>Whether a path can name a key.</summary>
    internal static bool IsKey(string key) => key.Length > 0 && !key.Any(c => IsForbidden(c) || c is '.');

    /// <summary>Reads what stands between braces.</summary>
    /// <param name="content">What stands there.</param>
    /// <param name="position">Where it begins, in characters from 1.</param>
    /// <exception cref="SyntaxException">It is no path.</exception>
    internal static string Read(string content, int position)
    {
        var path = content.Trim();
        return path.Length > 0 && !path.Any(IsForbidden)
            ? path
            : throw new SyntaxException(position,
                $"expected a path like {{{{notes.title}}}}, found '{{{{{Shorten(content)}}}}}'");
    }

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

    private static bool IsForbidden(char c) => char.IsWhiteSpace(c) || c is '{' or '}';

    private static string Shorten(string content) =>
        content.Length <= MostShown ? content : string.Concat(content.AsSpan(0, MostShown), "…");

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
