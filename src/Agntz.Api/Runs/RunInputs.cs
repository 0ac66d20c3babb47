using System.Text.Json;

namespace Agntz.Api.Runs;

/// <summary>The input of a run in the form in which the wire shows it.</summary>
internal static class RunInputs
{
    /// <summary>A string as it is, any other value as its compact JSON, nothing as empty text.</summary>
    public static string ToText(string? json)
    {
        if (json is null or "null")
        {
            return "";
        }

        return json.StartsWith('"') ? JsonElement.Parse(json).GetString()! : json;
    }
}
