using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>
/// A JSON Schema (draft 2020-12), read once and used by any number of threads. Keywords it does not check are refused
/// when it is read, so a value that passes conforms to everything the schema says.
/// </summary>
public sealed class JsonSchema
{
    private readonly SchemaNode _root;
    private readonly bool _tracks;

    private JsonSchema(JsonElement definition, SchemaNode root, bool tracks)
    {
        Definition = definition;
        _root = root;
        _tracks = tracks;
    }

    /// <summary>The canonical definition, as it is sent to model providers.</summary>
    public JsonElement Definition { get; }

    /// <summary>Whether the schema was written as a shorthand, a list of properties.</summary>
    public bool IsShorthand { get; private init; }

    /// <summary>Whether the schema says of itself that it is of an object.</summary>
    public bool IsOfAnObject => Definition.ValueKind is JsonValueKind.Object
        && Definition.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String
        && type.GetString() is "object";

    /// <summary>Reads a canonical definition.</summary>
    /// <exception cref="JsonSchemaException">The definition is not a schema this validator supports.</exception>
    public static JsonSchema Parse(JsonElement definition)
    {
        var compiler = new SchemaCompiler(definition);
        var root = compiler.CompileRoot();
        return new JsonSchema(definition, root, compiler.Tracks);
    }

    /// <summary>Reads a definition in either of the two syntaxes a manifest may use.</summary>
    /// <exception cref="JsonSchemaException">The definition is not a schema this validator supports.</exception>
    public static JsonSchema ParseManifest(JsonElement definition)
    {
        if (SchemaShorthand.IsCanonical(definition))
        {
            return Parse(definition);
        }

        var canonical = SchemaShorthand.ToCanonical(definition);
        try
        {
            var schema = Parse(canonical);
            return new JsonSchema(schema.Definition, schema._root, schema._tracks) { IsShorthand = true };
        }
        catch (JsonSchemaException failure)
            when (failure.Pointer.StartsWith(SchemaShorthand.Properties, StringComparison.Ordinal))
        {
            // The author has written the properties alone.
            throw new JsonSchemaException(failure.Pointer[SchemaShorthand.Properties.Length..], failure.Message);
        }
    }

    /// <summary>
    /// What is wrong with a value, the first hundred ways; empty when it conforms. A value whose check would take beyond
    /// all measure does not conform.
    /// </summary>
    public IReadOnlyList<SchemaViolation> Validate(JsonElement instance)
    {
        var findings = Findings.Begin(Effort.For(instance), _tracks);
        _root.Run(instance, Position.Root, findings);
        return findings.Conclude();
    }

    /// <summary>The value with the defaults of missing properties filled in, at every depth.</summary>
    public JsonElement WithDefaults(JsonElement instance) => SchemaDefaults.Fill(_root, instance);
}
