using System.Text.Json;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads a schema in either of its two syntaxes.</summary>
internal static class SchemaReading
{
    /// <returns>Null when there is none, or after it has said what is wrong with it.</returns>
    public static JsonSchema? Read(Fields fields, string name)
    {
        if (fields.Value(name, JsonValueKind.Object, "an object") is not { } definition)
        {
            return null;
        }

        try
        {
            return JsonSchema.ParseManifest(definition);
        }
        catch (JsonSchemaException failure)
        {
            fields.Problems.Structural(
                fields.PathOf(name) + failure.Pointer.Replace('/', '.'), failure.Message);
            return null;
        }
    }
}
