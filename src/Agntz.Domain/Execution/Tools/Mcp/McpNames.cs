namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>The names by which models know tools of MCP servers: <c>mcp__server__tool</c>.</summary>
public static class McpNames
{
    private const string Prefix = "mcp__";
    private const string Separator = "__";

    // Every provider takes so many characters.
    private const int MaxLength = 64;

    // What is left of a server's name beside a long name of a tool, so that it still tells servers apart.
    private const int LeastOfServer = 8;

    /// <summary>
    /// The name of a tool. A server is named by its host, and by its port where that is not the usual one; of a long
    /// name the host is cut first.
    /// </summary>
    public static string Of(Uri server, string tool)
    {
        var host = ToolNames.Sanitize(server.IsDefaultPort ? server.IdnHost : $"{server.IdnHost}_{server.Port}");
        var name = ToolNames.Sanitize(tool);
        var room = Math.Max(MaxLength - Prefix.Length - Separator.Length - name.Length, LeastOfServer);
        return ToolNames.Sanitize($"{Prefix}{host[..Math.Min(host.Length, room)]}{Separator}{name}");
    }
}
