namespace Agntz.Domain.Agents.Tools;

/// <summary>The one tool of an MCP server that a tool agent calls. The server is not asked what it looks like.</summary>
/// <param name="Server">The server.</param>
/// <param name="Tool">The tool, as the server names it.</param>
public sealed record McpToolDeclaration(McpServerDeclaration Server, DeclaredName Tool) : ToolDeclaration;
