namespace Agntz.Domain.Agents;

/// <summary>What came of reading a manifest.</summary>
/// <param name="Manifest">The manifest; null exactly when there are errors.</param>
/// <param name="Errors">What makes the manifest unusable, in the order of the text.</param>
/// <param name="Warnings">What is probably not meant, in the order of the text.</param>
public sealed record ManifestReading(
    AgentManifest? Manifest,
    IReadOnlyList<ManifestProblem> Errors,
    IReadOnlyList<ManifestProblem> Warnings);
