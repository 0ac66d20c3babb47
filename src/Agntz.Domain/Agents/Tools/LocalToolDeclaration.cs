namespace Agntz.Domain.Agents.Tools;

/// <summary>Tools that are classes of this server.</summary>
/// <param name="Tools">Which ones, in the order of the manifest; never empty.</param>
public sealed record LocalToolDeclaration(IReadOnlyList<DeclaredName> Tools) : ToolDeclaration;
