using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads which MCP server a tool belongs to: <c>server</c> is its URL, <c>headers</c> go along.</summary>
internal static class McpServerReading
{
    // What the protocol says with every request.
    private static readonly HashSet<string> ProtocolHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Content-Type", "Last-Event-ID", "MCP-Protocol-Version", "Mcp-Method", "Mcp-Name", "Mcp-Session-Id",
    };

    /// <param name="tool">The tool.</param>
    /// <param name="scope">The names its templates may use, secrets among them.</param>
    /// <returns>Null after it has said what is wrong.</returns>
    public static McpServerDeclaration? Read(Fields tool, Scope scope)
    {
        var headers = HeaderReading.Read(tool, scope, ProtocolHeaders);
        var path = tool.PathOf("server");
        var text = tool.RequiredText("server");
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url.UserInfo.Length == 0 && url.Fragment.Length == 0)
        {
            return new McpServerDeclaration
            {
                Url = url,
                Path = path,
                Headers = headers,
                Secrets = SecretReading.Read(tool, headers.SelectMany(header => header.Value.Paths)),
            };
        }

        if (text.Length > 0)
        {
            tool.Problems.Structural(path, "An MCP server is named by its URL, http:// or https:// without user and "
                + $"fragment, such as https://mcp.example.com/mcp; found '{text}'");
        }

        return null;
    }
}
