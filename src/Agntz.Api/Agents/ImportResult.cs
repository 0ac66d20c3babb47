namespace Agntz.Api.Agents;

/// <summary>What an import did with one agent.</summary>
/// <param name="Id">The agent.</param>
/// <param name="SourcePath">Where the importer had it from; absent when it did not say.</param>
/// <param name="Action"><c>create</c>, <c>version</c> or <c>skip</c>.</param>
/// <param name="Warnings">What is probably not meant.</param>
public sealed record ImportResult(
    string Id, string? SourcePath, string Action, IReadOnlyList<ImportWarning> Warnings);
