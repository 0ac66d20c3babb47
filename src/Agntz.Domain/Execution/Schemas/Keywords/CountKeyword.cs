using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary>A demand on how many there are: characters of a string, items of an array, members of an object.</summary>
internal sealed class CountKeyword(JsonValueKind kind, long bound, bool isMost, string unit) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind != kind)
        {
            return;
        }

        var count = Count(value);
        if (isMost ? count > bound : count < bound)
        {
            findings.Add(at, $"must have at {(isMost ? "most" : "least")} {bound} {unit}, found {count}");
        }
    }

    private static long Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.EnumerateRunes().Count(),
        JsonValueKind.Array => value.GetArrayLength(),
        _ => value.EnumerateObject().Select(member => member.Name).Distinct(StringComparer.Ordinal).Count(),
    };
}
