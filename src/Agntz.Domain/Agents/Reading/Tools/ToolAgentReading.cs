using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads what is particular to agents that call one tool.</summary>
internal static class ToolAgentReading
{
    private const string Kinds = "http, local, mcp";

    /// <returns>Null after it has said what is wrong.</returns>
    public static ToolManifest? Read(Fields agent, Scope scope)
    {
        if (agent.Value("tool") is not { } source)
        {
            agent.Problems.Structural(agent.PathOf("tool"), "Tool agent must have a 'tool' field");
            return null;
        }

        if (ToolReading.Open(agent, source, agent.PathOf("tool")) is not { } tool || ReadTool(tool, scope) is not { } declaration)
        {
            return null;
        }

        var manifest = new ToolManifest
        {
            Id = "",
            Tool = declaration,
            Params = TemplateReading.ReadMapping(tool, "params", scope),
        };
        tool.RefuseOthers();
        return manifest;
    }

    private static ToolDeclaration? ReadTool(Fields tool, Scope scope) => tool.Text("kind") switch
    {
        "http" => new HttpToolReading(tool, scope).ReadCalled(),
        "local" => LocalToolReading.ReadOne(tool),
        "mcp" => new McpToolReading(tool, scope).ReadCalled(),
        _ => ToolReading.RefuseKind(tool, Kinds),
    };
}
