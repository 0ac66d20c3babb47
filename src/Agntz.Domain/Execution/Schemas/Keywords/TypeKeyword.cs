using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>type</c>.</summary>
internal sealed class TypeKeyword(IReadOnlyList<string> types) : IKeyword
{
    /// <summary>The names a schema may use.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["string", "number", "integer", "boolean", "array", "object", "null"];

    public void Check(JsonElement value, Position at, Findings findings)
    {
        foreach (var type in types)
        {
            if (Is(value, type))
            {
                return;
            }
        }

        findings.Add(at, $"must be {string.Join(" or ", types)}, found {NameOf(value)}");
    }

    public static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };

    private static bool Is(JsonElement value, string type) => type is "integer"
        ? value.ValueKind is JsonValueKind.Number && JsonNumber.Of(value).IsInteger
        : NameOf(value) == type;
}
