using System.Text;
using System.Text.Json;
using Agntz.Domain.Execution.Schemas.Keywords;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>Reads a definition into nodes, each part of it once, however many references lead there.</summary>
internal sealed class SchemaCompiler(JsonElement root)
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxDepth = 64;

    private readonly Dictionary<string, SchemaNode> _nodes = new(StringComparer.Ordinal);
    private SchemaAnchors? _anchors;

    /// <summary>Whether some schema asks which parts of a value others have looked at.</summary>
    public bool Tracks { get; private set; }

    /// <exception cref="JsonSchemaException">The definition is not a schema this validator supports.</exception>
    public SchemaNode CompileRoot()
    {
        var bytes = Encoding.UTF8.GetByteCount(root.GetRawText());
        if (bytes > MaxBytes)
        {
            throw new JsonSchemaException("", $"a schema may have {MaxBytes} bytes at most, found {bytes}");
        }

        var node = Compile(root, "", 0);
        if (SchemaCircles.Find(_nodes.Values) is { } circle)
        {
            throw new JsonSchemaException(_nodes.First(it => it.Value == circle).Key,
                "this schema leads back to itself without going into a property or item, so no value could be checked");
        }

        return node;
    }

    /// <summary>Notes that a schema asks which parts of a value others have looked at.</summary>
    public void Track() => Tracks = true;

    /// <summary>The node of a part.</summary>
    public SchemaNode Compile(JsonElement schema, string pointer, int depth)
    {
        if (_nodes.TryGetValue(pointer, out var known))
        {
            return known;
        }

        if (depth > MaxDepth)
        {
            throw new JsonSchemaException(pointer, $"a schema may be nested {MaxDepth} levels deep at most");
        }

        // Handed out before it is complete, so that a schema can refer to itself.
        var node = new SchemaNode();
        _nodes.Add(pointer, node);
        switch (schema.ValueKind)
        {
            case JsonValueKind.True:
                node.Complete([], SchemaDefaults.None, []);
                break;
            case JsonValueKind.False:
                node.Complete([new FalseKeyword()], SchemaDefaults.None, []);
                break;
            case JsonValueKind.Object:
                new KeywordCompiler(this, new SchemaSource(schema, pointer), depth).CompileInto(node);
                break;
            default:
                throw new JsonSchemaException(
                    pointer, $"expected a schema (an object or a boolean), found {schema.ValueKind}");
        }

        return node;
    }

    /// <summary>The node a local reference leads to.</summary>
    public SchemaNode Resolve(string reference, string pointer, int depth)
    {
        if (reference.Length > 0 && reference[0] is not '#')
        {
            throw new JsonSchemaException(pointer,
                $"only references within the schema are supported, such as '#/$defs/name', found '{reference}'");
        }

        var fragment = Uri.UnescapeDataString(reference.AsSpan(Math.Min(1, reference.Length)));
        var (schema, path) = fragment is "" or ['/', ..]
            ? FollowPointer(fragment)
            : (_anchors ??= new SchemaAnchors(root)).Find(fragment) ?? default;
        return path is null
            ? throw new JsonSchemaException(pointer, $"the reference '{reference}' leads nowhere")
            : Compile(schema, path, depth + 1);
    }

    private (JsonElement Schema, string? Path) FollowPointer(string pointer)
    {
        var target = root;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            if (Step(target, part.Replace("~1", "/").Replace("~0", "~")) is not { } next)
            {
                return default;
            }

            target = next;
        }

        return (target, pointer);
    }

    private static JsonElement? Step(JsonElement target, string key) => target.ValueKind switch
    {
        JsonValueKind.Object when target.TryGetProperty(key, out var member) => member,
        JsonValueKind.Array when int.TryParse(key, out var index) && index >= 0 && index < target.GetArrayLength() =>
            target[index],
        _ => null,
    };
}
