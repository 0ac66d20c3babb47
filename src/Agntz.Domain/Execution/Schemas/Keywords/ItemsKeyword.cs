using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>prefixItems</c> and <c>items</c>, which divide items among them.</summary>
internal sealed class ItemsKeyword(IReadOnlyList<SchemaNode> prefix, SchemaNode? others) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            return;
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var schema = index < prefix.Count ? prefix[index] : others;
            if (schema is not null)
            {
                schema.CheckPart(item, at.Item(index), findings);
                findings.Evaluated?.Add(index);
            }
        }
    }
}
