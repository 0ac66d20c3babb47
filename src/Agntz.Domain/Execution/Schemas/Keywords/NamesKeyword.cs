using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>propertyNames</c>.</summary>
internal sealed class NamesKeyword(SchemaNode schema) : IKeyword
{
    public void Check(JsonElement value, Position at, ViolationList violations)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!schema.Accepts(JsonSerializer.SerializeToElement(member.Name), at))
            {
                violations.Add(at, $"must not have a property named '{member.Name}'");
            }
        }
    }
}
