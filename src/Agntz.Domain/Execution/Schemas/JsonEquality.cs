using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>JSON values by what they mean: numbers by value, objects whatever their order.</summary>
internal sealed class JsonEquality : IEqualityComparer<JsonElement>
{
    public static readonly JsonEquality Comparer = new();

    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        return left.ValueKind switch
        {
            JsonValueKind.Number => JsonNumber.Of(left) == JsonNumber.Of(right),
            JsonValueKind.String => left.GetString() == right.GetString(),
            JsonValueKind.Array => left.GetArrayLength() == right.GetArrayLength()
                && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second)),
            JsonValueKind.Object => left.EnumerateObject().Count() == right.EnumerateObject().Count()
                && left.EnumerateObject().All(member =>
                    right.TryGetProperty(member.Name, out var other) && AreEqual(member.Value, other)),
            _ => true,
        };
    }

    public bool Equals(JsonElement x, JsonElement y) => AreEqual(x, y);

    public int GetHashCode([DisallowNull] JsonElement obj) => obj.ValueKind switch
    {
        JsonValueKind.Number => JsonNumber.Of(obj).GetHashCode(),
        JsonValueKind.String => obj.GetString()!.GetHashCode(StringComparison.Ordinal),
        JsonValueKind.Array => HashCode.Combine(obj.ValueKind, obj.GetArrayLength()),
        JsonValueKind.Object => HashCode.Combine(obj.ValueKind, obj.EnumerateObject().Count()),
        _ => (int)obj.ValueKind,
    };
}
