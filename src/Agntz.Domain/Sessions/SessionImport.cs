namespace Agntz.Domain.Sessions;

/// <summary>A conversation that was held elsewhere.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="AgentId">The agent it was held with; null when that is not known.</param>
/// <param name="Messages">What was said, in order.</param>
public sealed record SessionImport(string Id, string? AgentId, IReadOnlyList<SessionMessage> Messages);
