using Agntz.Domain.Agents;

namespace Agntz.Api.Agents;

/// <summary>Something in a manifest that is probably not meant.</summary>
/// <param name="Path">Where.</param>
/// <param name="Message">What.</param>
public sealed record ImportWarning(string Path, string Message)
{
    internal static IReadOnlyList<ImportWarning> From(ManifestReading reading) =>
        [.. reading.Warnings.Select(warning => new ImportWarning(warning.Path, warning.Message))];
}
