using Agntz.Domain.Agents;

namespace Agntz.Api.Agents;

/// <summary>Something that makes a manifest unusable.</summary>
/// <param name="Level"><c>structural</c>, <c>reference</c> or <c>external</c>.</param>
/// <param name="Path">Where.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record ImportError(string Level, string Path, string Message)
{
    internal static IReadOnlyList<ImportError> From(ManifestReading reading) =>
        [.. reading.Errors.Select(error => new ImportError(error.Level, error.Path, error.Message))];
}
