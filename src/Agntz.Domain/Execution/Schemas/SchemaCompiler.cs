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

    /// <exception cref="JsonSchemaException">The definition is not a schema this validator supports.</exception>
    public SchemaNode CompileRoot()
    {
        var bytes = Encoding.UTF8.GetByteCount(root.GetRawText());
        return bytes <= MaxBytes
            ? Compile(root, "", 0)
            : throw new JsonSchemaException("", $"a schema may have {MaxBytes} bytes at most, found {bytes}");
    }

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
        node.Complete(schema.ValueKind switch
        {
            JsonValueKind.True => [],
            JsonValueKind.False => [new FalseKeyword()],
            JsonValueKind.Object => new KeywordCompiler(this, schema, pointer, depth).Compile(),
            _ => throw new JsonSchemaException(pointer, $"expected a schema (an object or a boolean), found {schema.ValueKind}"),
        });
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

        var target = root;
        var path = "";
        foreach (var part in Uri.UnescapeDataString(reference.TrimStart('#')).Split('/').Skip(1))
        {
            target = Step(target, part.Replace("~1", "/").Replace("~0", "~"))
                ?? throw new JsonSchemaException(pointer, $"the reference '{reference}' leads nowhere");
            path += "/" + part;
        }

        return reference is "#" or "" || path.Length > 0
            ? Compile(target, path, depth + 1)
            : throw new JsonSchemaException(pointer, $"anchors are not supported: write '{reference}' as a path");
    }

    private static JsonElement? Step(JsonElement target, string key) => target.ValueKind switch
    {
        JsonValueKind.Object when target.TryGetProperty(key, out var member) => member,
        JsonValueKind.Array when int.TryParse(key, out var index) && index >= 0 && index < target.GetArrayLength() =>
            target[index],
        _ => null,
    };
}
