using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>propertyNames</c>.</summary>
internal sealed class NamesKeyword(SchemaNode schema) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!schema.AcceptsPart(JsonSerializer.SerializeToElement(member.Name), at.Member(member.Name), findings))
            {
                findings.Add(at, $"must not have a property named '{member.Name}'");
            }
        }
    }
}
