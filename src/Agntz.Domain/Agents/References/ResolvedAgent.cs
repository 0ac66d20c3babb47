namespace Agntz.Domain.Agents.References;

/// <summary>The agent a reference stands for in one run.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Version">Its version.</param>
public sealed record ResolvedAgent(AgentManifest Agent, DateTimeOffset Version);
