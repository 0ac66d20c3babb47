using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>
/// A JSON Schema (draft 2020-12), read once and used by any number of threads. Keywords it does not check are refused
/// when it is read, so a value that passes conforms to everything the schema says.
/// </summary>
public sealed class JsonSchema
{
    private readonly SchemaNode _root;

    private JsonSchema(JsonElement definition, SchemaNode root)
    {
        Definition = definition;
        _root = root;
    }

    /// <summary>The canonical definition, as it is sent to model providers.</summary>
    public JsonElement Definition { get; }

    /// <summary>Reads a canonical definition.</summary>
    /// <exception cref="JsonSchemaException">The definition is not a schema this validator supports.</exception>
    public static JsonSchema Parse(JsonElement definition) =>
        new(definition, new SchemaCompiler(definition).CompileRoot());

    /// <summary>Reads a definition in either of the two syntaxes a manifest may use.</summary>
    /// <exception cref="JsonSchemaException">The definition is not a schema this validator supports.</exception>
    public static JsonSchema ParseManifest(JsonElement definition) =>
        Parse(SchemaShorthand.IsCanonical(definition) ? definition : SchemaShorthand.ToCanonical(definition));

    /// <summary>What is wrong with a value, the first hundred ways; empty when it conforms.</summary>
    public IReadOnlyList<SchemaViolation> Validate(JsonElement instance)
    {
        var violations = new ViolationList();
        _root.Check(instance, Position.Root, violations);
        return violations.Found;
    }

    /// <summary>The value with the defaults of missing properties filled in, at every depth.</summary>
    public JsonElement WithDefaults(JsonElement instance) => SchemaDefaults.Fill(Definition, instance);
}
