using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary>Several schemas over the same value: <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c>.</summary>
internal sealed class SchemasKeyword(string name, IReadOnlyList<SchemaNode> schemas) : IKeyword
{
    public void Check(JsonElement value, Position at, ViolationList violations)
    {
        if (name is "allOf")
        {
            foreach (var schema in schemas)
            {
                schema.Check(value, at.Deeper(), violations);
            }

            return;
        }

        var accepted = schemas.Count(schema => schema.Accepts(value, at));
        var problem = (name, accepted) switch
        {
            ("anyOf", 0) => "must conform to at least one of the schemas of anyOf",
            ("oneOf", not 1) => $"must conform to exactly one of the schemas of oneOf, conforms to {accepted}",
            ("not", > 0) => "must not conform to the schema of not",
            _ => null,
        };
        if (problem is not null)
        {
            violations.Add(at, problem);
        }
    }
}
