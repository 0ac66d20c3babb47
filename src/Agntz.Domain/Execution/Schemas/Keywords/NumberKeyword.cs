using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary>A demand on numbers: <c>minimum</c>, <c>maximum</c>, their exclusive forms and <c>multipleOf</c>.</summary>
internal sealed class NumberKeyword(JsonNumber bound, Func<JsonNumber, JsonNumber, bool> holds, string demand) : IKeyword
{
    public void Check(JsonElement value, Position at, ViolationList violations)
    {
        if (value.ValueKind is JsonValueKind.Number && !holds(JsonNumber.Of(value), bound))
        {
            violations.Add(at, $"must be {demand} {bound}, found {value.GetRawText()}");
        }
    }
}
