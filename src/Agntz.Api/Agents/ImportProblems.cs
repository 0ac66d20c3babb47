namespace Agntz.Api.Agents;

/// <summary>What is wrong with one agent of an import.</summary>
/// <param name="Id">The agent; absent when its manifest does not say.</param>
/// <param name="SourcePath">Where the importer had it from; absent when it did not say.</param>
/// <param name="Errors">What makes the manifest unusable.</param>
/// <param name="Warnings">What is probably not meant.</param>
public sealed record ImportProblems(
    string? Id, string? SourcePath, IReadOnlyList<ImportError> Errors, IReadOnlyList<ImportWarning> Warnings);
