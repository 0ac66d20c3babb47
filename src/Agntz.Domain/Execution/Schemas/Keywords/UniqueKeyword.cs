using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>uniqueItems</c>.</summary>
internal sealed class UniqueKeyword : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            return;
        }

        var seen = new HashSet<JsonElement>(JsonEquality.Comparer);
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (!seen.Add(item))
            {
                findings.Add(at.Item(index), "must not be there twice");
            }
        }
    }
}
