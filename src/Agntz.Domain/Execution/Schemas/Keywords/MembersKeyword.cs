using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>properties</c>, <c>patternProperties</c> and <c>additionalProperties</c>, which divide members among them.</summary>
internal sealed class MembersKeyword(
    IReadOnlyDictionary<string, SchemaNode> properties,
    IReadOnlyList<(Regex Pattern, SchemaNode Schema)> patterns,
    SchemaNode? others,
    bool othersAreRefused) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            Check(member, at, findings);
        }
    }

    private void Check(JsonProperty member, Position at, Findings findings)
    {
        var name = member.Name;
        var known = properties.TryGetValue(name, out var schema);
        schema?.CheckPart(member.Value, at.Member(name), findings);
        foreach (var (pattern, matching) in patterns)
        {
            if (SchemaPattern.IsMatch(pattern, name))
            {
                known = true;
                matching.CheckPart(member.Value, at.Member(name), findings);
            }
        }

        if (known || others is not null)
        {
            findings.Evaluated?.Add(name);
        }

        if (known || others is null)
        {
            return;
        }

        if (othersAreRefused)
        {
            findings.Add(at, $"must not have the property '{name}'; known are: {string.Join(", ", properties.Keys)}");
        }
        else
        {
            others.CheckPart(member.Value, at.Member(name), findings);
        }
    }
}
