namespace Agntz.Domain.Agents;

/// <summary>A manifest to be kept as a new version of its agent.</summary>
/// <param name="Agent">The manifest, read and checked.</param>
/// <param name="Yaml">The same as it was sent.</param>
/// <param name="SourcePath">Where the importer has it from; null when it does not say.</param>
public sealed record AgentImport(AgentManifest Agent, string Yaml, string? SourcePath);
