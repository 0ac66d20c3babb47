using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>contains</c> with <c>minContains</c> and <c>maxContains</c>.</summary>
internal sealed class ContainsKeyword(SchemaNode schema, long least, long most) : IKeyword
{
    public void Check(JsonElement value, Position at, ViolationList violations)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            return;
        }

        var count = value.EnumerateArray().LongCount(item => schema.Accepts(item, at));
        if (count < least || count > most)
        {
            var wanted = most == long.MaxValue ? $"at least {least}" : $"{least} to {most}";
            violations.Add(at, $"must contain {wanted} items of the kind its schema describes, found {count}");
        }
    }
}
