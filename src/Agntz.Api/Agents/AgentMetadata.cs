namespace Agntz.Api.Agents;

/// <summary>Where an agent came from.</summary>
/// <param name="Manifest">The YAML, as it was sent.</param>
/// <param name="SourcePath">Where the importer had it from; absent when it did not say.</param>
/// <param name="PublishedFrom">Always <c>cli</c>, which clients expect.</param>
/// <param name="PublishedAt">When this version was imported, as an ISO instant.</param>
public sealed record AgentMetadata(string Manifest, string? SourcePath, string PublishedFrom, string PublishedAt);
