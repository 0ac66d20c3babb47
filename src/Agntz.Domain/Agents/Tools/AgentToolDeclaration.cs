using Agntz.Domain.Agents.References;

namespace Agntz.Domain.Agents.Tools;

/// <summary>A tool that is another agent, in the version that is found when a run starts.</summary>
/// <param name="Agent">Which agent.</param>
/// <param name="Path">Where it is named in the manifest, in dots and brackets.</param>
public sealed record AgentToolDeclaration(AgentReference Agent, string Path) : ToolDeclaration;
