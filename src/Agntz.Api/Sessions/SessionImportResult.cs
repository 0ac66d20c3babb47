namespace Agntz.Api.Sessions;

/// <summary>What an import did with one session.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="AgentId">The agent it was held with; absent when that is not known.</param>
/// <param name="Action"><c>create</c>, or <c>skip</c> where it existed.</param>
/// <param name="MessageCount">How many messages the request has of it.</param>
public sealed record SessionImportResult(string SessionId, string? AgentId, string Action, int MessageCount);
