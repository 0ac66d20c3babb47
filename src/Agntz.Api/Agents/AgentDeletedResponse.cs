namespace Agntz.Api.Agents;

/// <summary>An agent that is no more.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Deleted">Always true.</param>
public sealed record AgentDeletedResponse(string Id, bool Deleted);
