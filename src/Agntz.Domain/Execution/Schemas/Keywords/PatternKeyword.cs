using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>pattern</c>.</summary>
internal sealed class PatternKeyword(string source, Regex pattern) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is JsonValueKind.String && !SchemaPattern.IsMatch(pattern, value.GetString()!))
        {
            findings.Add(at, $"must match the pattern {source}");
        }
    }
}
