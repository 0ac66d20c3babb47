namespace Agntz.Api.Agents;

/// <summary>An alias that names nothing any more.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Removed">Always true.</param>
public sealed record AliasRemovedResponse(string AgentId, string Alias, bool Removed);
