namespace Agntz.Api.Agents;

/// <summary>An agent in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; the id where it has none.</param>
/// <param name="Description">What it is for; absent when it does not say.</param>
public sealed record AgentListEntry(string Id, string Name, string? Description);
