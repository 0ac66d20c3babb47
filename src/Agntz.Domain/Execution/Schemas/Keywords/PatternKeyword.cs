using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>pattern</c>.</summary>
internal sealed class PatternKeyword(Regex pattern) : IKeyword
{
    public void Check(JsonElement value, Position at, ViolationList violations)
    {
        if (value.ValueKind is JsonValueKind.String && !SchemaPattern.IsMatch(pattern, value.GetString()!))
        {
            violations.Add(at, $"must match the pattern {pattern}");
        }
    }
}
