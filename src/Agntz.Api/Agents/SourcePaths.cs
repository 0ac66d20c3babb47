using Agntz.Api.Errors;

namespace Agntz.Api.Agents;

/// <summary>Where manifests are from, by the word of who sends them.</summary>
internal static class SourcePaths
{
    private const int MaxLength = 1024;

    /// <summary>The path as it is; nothing where there is none.</summary>
    /// <exception cref="RefusedException">It cannot be kept.</exception>
    public static string? Check(string? path, string place) =>
        path is null || (path.Length <= MaxLength && !path.Contains('\0', StringComparison.Ordinal))
            ? path
            : throw RefusedException.BadRequest($"{place} must be at most {MaxLength} characters, none of them U+0000.");
}
