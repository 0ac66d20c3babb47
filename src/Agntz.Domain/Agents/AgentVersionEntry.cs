namespace Agntz.Domain.Agents;

/// <summary>A version in the list of an agent's versions.</summary>
/// <param name="CreatedAt">When it was imported; its id.</param>
/// <param name="ActivatedAt">When it last became the active one; null for never.</param>
/// <param name="Aliases">The aliases that name it, in order.</param>
public sealed record AgentVersionEntry(
    DateTimeOffset CreatedAt, DateTimeOffset? ActivatedAt, IReadOnlyList<string> Aliases);
