using System.Text.Json;

namespace Agntz.Domain.Agents.Reading;

/// <summary>
/// Parts of the manifest language that this server does not execute: refused by name where they ask for something, and
/// accepted where they ask for nothing.
/// </summary>
internal static class UnsupportedFields
{
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        "clientTools", "context", "reply", "resources", "skills", "spawnable",
    };

    public static readonly IReadOnlySet<string> Kinds = new HashSet<string>(StringComparer.Ordinal)
    {
        "image", "transcription",
    };

    /// <summary>Whether a value of such a field leaves everything as it is without it.</summary>
    public static bool AsksForNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString() is "",
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };
}
