using System.Text.Json;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Execution.Conditions;

/// <summary>
/// Which values count as true by themselves: all but null and what is missing, <c>false</c>, <c>0</c>, the empty string,
/// the empty list and the empty object.
/// </summary>
internal static class Truthiness
{
    public static bool Of(JsonElement? value) => value switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.String } text => !text.ValueEquals(""),
        { ValueKind: JsonValueKind.Number } number => !JsonNumber.Of(number).Digits.IsZero,
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() > 0,
        { ValueKind: JsonValueKind.Object } members => members.EnumerateObject().Any(),
        _ => false,
    };
}
