using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary>A demand on numbers: <c>minimum</c>, <c>maximum</c>, their exclusive forms and <c>multipleOf</c>.</summary>
internal sealed class NumberKeyword(JsonNumber bound, Func<JsonNumber, JsonNumber, bool> holds, string demand) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is JsonValueKind.Number && !holds(JsonNumber.Of(value), bound))
        {
            findings.Add(at, $"must be {demand} {bound}, found {value.GetRawText()}");
        }
    }
}
