using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Conditions;

/// <summary>The values that are written as they are, the same in conditions and in blocks of templates.</summary>
internal static class Literals
{
    /// <summary>A word without quotes: a keyword or a number where it is one, else a string.</summary>
    /// <returns>Null for <c>null</c>.</returns>
    public static JsonElement? Of(string word) => word switch
    {
        "null" => null,
        "true" or "false" => JsonElement.Parse(word),
        _ => NumericText.ToJson(word) is { } number ? JsonElement.Parse(number) : Quoted(word),
    };

    /// <summary>A string.</summary>
    public static JsonElement Quoted(string text) =>
        JsonText.Parse(JsonText.Write(text, static (writer, it) => writer.WriteStringValue(it)));
}
