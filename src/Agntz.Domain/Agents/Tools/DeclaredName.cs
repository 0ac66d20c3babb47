namespace Agntz.Domain.Agents.Tools;

/// <summary>A name in a manifest that stands for something outside of it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Path">Where it stands, in dots and brackets.</param>
public readonly record struct DeclaredName(string Name, string Path);
