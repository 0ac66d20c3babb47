using System.Text.Json;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Execution.Conditions;

/// <summary>
/// What the operators mean. Equality is strict: the same type and the same value, where what is missing is null. Order
/// is that of numbers, and of strings that read as numbers; it holds for nothing else.
/// </summary>
internal static class Comparing
{
    public static bool Holds(JsonElement? left, string symbol, JsonElement? right) => symbol switch
    {
        "==" => AreEqual(left, right),
        "!=" => !AreEqual(left, right),
        ">" => Order(left, right) > 0,
        "<" => Order(left, right) < 0,
        ">=" => Order(left, right) >= 0,
        "<=" => Order(left, right) <= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(symbol), symbol, "Not an operator."),
    };

    private static bool AreEqual(JsonElement? left, JsonElement? right) =>
        left is { } one && right is { } other ? JsonEquality.AreEqual(one, other) : left is null && right is null;

    private static int? Order(JsonElement? left, JsonElement? right) =>
        Number(left) is { } one && Number(right) is { } other ? one.CompareTo(other) : null;

    private static JsonNumber? Number(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Number } number => JsonNumber.Of(number),
        { ValueKind: JsonValueKind.String } text when NumericText.ToJson(text.GetString()!.Trim()) is { } number =>
            JsonNumber.Parse(number),
        _ => null,
    };
}
