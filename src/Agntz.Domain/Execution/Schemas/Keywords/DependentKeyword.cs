using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary>One entry of <c>dependentSchemas</c>.</summary>
internal sealed class DependentKeyword(string member, SchemaNode schema) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty(member, out _))
        {
            schema.CheckInPlace(value, at, findings);
        }
    }
}
