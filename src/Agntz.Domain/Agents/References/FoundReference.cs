namespace Agntz.Domain.Agents.References;

/// <summary>A reference within a manifest.</summary>
/// <param name="Agent">Which agent it names.</param>
/// <param name="Path">Where it stands, in dots and brackets.</param>
/// <param name="Input">The keys of the input that is passed; null where that is not known.</param>
/// <param name="IsConditional">Whether each run decides anew if it is followed.</param>
public sealed record FoundReference(
    AgentReference Agent, string Path, IReadOnlyList<string>? Input, bool IsConditional);
