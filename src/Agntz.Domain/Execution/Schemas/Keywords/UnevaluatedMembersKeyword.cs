using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>unevaluatedProperties</c>: for members nothing else has said anything about.</summary>
internal sealed class UnevaluatedMembersKeyword(SchemaNode schema, bool areRefused) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in value.EnumerateObject().Where(member => !findings.Evaluated!.Has(member.Name)))
        {
            if (areRefused)
            {
                findings.Add(at, $"must not have the property '{member.Name}'");
            }
            else
            {
                schema.CheckPart(member.Value, at.Member(member.Name), findings);
            }

            findings.Evaluated!.Add(member.Name);
        }
    }
}
