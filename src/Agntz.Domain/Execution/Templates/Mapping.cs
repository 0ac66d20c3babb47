using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Templates;

/// <summary>
/// A JSON value whose strings are templates. A string that is exactly one <c>{{path}}</c> becomes the value there with
/// its type, and null where it is missing; any other string becomes a string.
/// </summary>
public sealed class Mapping
{
    private readonly MappingNode _root;

    private Mapping(MappingNode root, IReadOnlyList<string> keys)
    {
        _root = root;
        Keys = keys;
    }

    /// <summary>The names at the top; empty when the top is no object.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The places, in the order of the text.</summary>
    public IEnumerable<TemplatePath> Paths => _root.Paths;

    /// <summary>Reads a mapping.</summary>
    /// <exception cref="SyntaxException">One of its strings is no template.</exception>
    public static Mapping Parse(JsonElement source) => new(
        MappingNode.Parse(source),
        source.ValueKind is JsonValueKind.Object ? [.. source.EnumerateObject().Select(member => member.Name)] : []);

    /// <summary>Makes the value.</summary>
    public JsonElement Resolve(AgentState state) =>
        JsonText.WriteElement((_root, state), static (writer, it) => it._root.Write(writer, it.state));
}
