using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary>Several schemas over the same value: <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c>.</summary>
internal sealed class SchemasKeyword(string name, IReadOnlyList<SchemaNode> schemas) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (name is "allOf")
        {
            foreach (var schema in schemas)
            {
                schema.CheckInPlace(value, at, findings);
            }

            return;
        }

        // What 'not' accepts is refused, so nothing it looks at counts.
        var accepted = schemas.Count(schema => name is "not"
            ? schema.AcceptsPart(value, at.Deeper(), findings)
            : schema.AcceptsInPlace(value, at, findings));
        var problem = (name, accepted) switch
        {
            ("anyOf", 0) => "must conform to at least one of the schemas of anyOf",
            ("oneOf", not 1) => $"must conform to exactly one of the schemas of oneOf, conforms to {accepted}",
            ("not", > 0) => "must not conform to the schema of not",
            _ => null,
        };
        if (problem is not null)
        {
            findings.Add(at, problem);
        }
    }
}
