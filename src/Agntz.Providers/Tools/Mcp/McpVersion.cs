namespace Agntz.Providers.Tools.Mcp;

/// <summary>What this server says to MCP servers of itself.</summary>
internal static class McpVersion
{
    /// <summary>Its version.</summary>
    public static string Text { get; } = typeof(McpVersion).Assembly.GetName().Version!.ToString(3);
}
