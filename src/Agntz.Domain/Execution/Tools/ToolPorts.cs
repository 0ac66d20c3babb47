using Agntz.Domain.Execution.Tools.Http;
using Agntz.Domain.Execution.Tools.Mcp;

namespace Agntz.Domain.Execution.Tools;

/// <summary>What the tools of agents are made of, for every kind there is.</summary>
/// <param name="Local">The classes of this server.</param>
/// <param name="Http">Requests to servers.</param>
/// <param name="Mcp">Tools of MCP servers.</param>
public sealed record ToolPorts(LocalTools Local, HttpTools Http, McpTools Mcp);
