namespace Agntz.Api.Agents;

/// <summary>A version that has become the active one.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="CreatedAt">The version, as an ISO instant.</param>
/// <param name="ActivatedAt">Since when, as an ISO instant.</param>
public sealed record ActivationResponse(string AgentId, string CreatedAt, string ActivatedAt);
