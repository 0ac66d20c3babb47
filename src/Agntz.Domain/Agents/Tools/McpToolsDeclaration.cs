namespace Agntz.Domain.Agents.Tools;

/// <summary>Tools of an MCP server that a model may call. What they are is asked of the server when the agent executes.</summary>
/// <param name="Server">The server.</param>
/// <param name="Choices">Which of its tools, in the order of the manifest; null for all it has.</param>
public sealed record McpToolsDeclaration(McpServerDeclaration Server, IReadOnlyList<McpToolChoice>? Choices)
    : ToolDeclaration
{
    /// <summary>Whether the agent goes on without them where the server cannot be reached.</summary>
    public bool IsOptional { get; init; }
}
