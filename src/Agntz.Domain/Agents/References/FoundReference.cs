namespace Agntz.Domain.Agents.References;

/// <summary>A reference within a manifest.</summary>
/// <param name="Agent">Which agent it names.</param>
/// <param name="Path">Where it stands, in dots and brackets.</param>
/// <param name="IsConditional">Whether each run decides anew if it is followed.</param>
public sealed record FoundReference(AgentReference Agent, string Path, bool IsConditional);
