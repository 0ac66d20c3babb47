using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>contains</c> with <c>minContains</c> and <c>maxContains</c>.</summary>
internal sealed class ContainsKeyword(SchemaNode schema, long least, long most) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            return;
        }

        var count = 0;
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (schema.AcceptsPart(item, at.Item(index), findings))
            {
                count++;
                findings.Evaluated?.Add(index);
            }
        }

        if (count < least || count > most)
        {
            var wanted = most == long.MaxValue ? $"at least {least}" : $"{least} to {most}";
            findings.Add(at, $"must contain {wanted} items of the kind its schema describes, found {count}");
        }
    }
}
