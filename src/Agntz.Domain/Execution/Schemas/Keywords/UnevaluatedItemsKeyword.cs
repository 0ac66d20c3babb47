using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>unevaluatedItems</c>: for items nothing else has said anything about.</summary>
internal sealed class UnevaluatedItemsKeyword(SchemaNode schema) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            return;
        }

        foreach (var (index, item) in value.EnumerateArray().Index().Where(it => !findings.Evaluated!.Has(it.Index)))
        {
            schema.CheckPart(item, at.Item(index), findings);
            findings.Evaluated!.Add(index);
        }
    }
}
