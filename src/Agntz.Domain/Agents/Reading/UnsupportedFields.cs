namespace Agntz.Domain.Agents.Reading;

/// <summary>What the manifest language knows and this server does not execute: refused by name, never ignored.</summary>
internal static class UnsupportedFields
{
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        "reply", "resources", "skills", "spawnable",
    };

    public static readonly IReadOnlySet<string> Kinds = new HashSet<string>(StringComparer.Ordinal)
    {
        "image", "transcription",
    };
}
