namespace Agntz.Api.Agents;

/// <summary>An alias and the version it names.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Alias">The alias.</param>
/// <param name="CreatedAt">The version, as an ISO instant.</param>
public sealed record AliasResponse(string AgentId, string Alias, string CreatedAt);
