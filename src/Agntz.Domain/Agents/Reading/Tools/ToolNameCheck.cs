using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Execution.Tools.Http;
using Agntz.Domain.Execution.Tools.Mcp;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>
/// Finds tools of one agent that its model could not tell apart, as far as their names are known: those of a whole MCP
/// server are known only when the agent executes.
/// </summary>
internal static class ToolNameCheck
{
    /// <param name="tools">What the agent declares, each with where it stands.</param>
    /// <param name="problems">Where it complains, at the place of the second.</param>
    public static void Check(IEnumerable<(string Path, ToolDeclaration Tool)> tools, ManifestProblems problems)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, path) in tools.SelectMany(it => Names(it.Tool, it.Path)))
        {
            if (!places.TryAdd(name, path))
            {
                problems.Structural(path,
                    $"Two tools are named '{name}' for the model, this one and the one at {places[name]}. Rename or remove one of them");
            }
        }
    }

    private static IEnumerable<DeclaredName> Names(ToolDeclaration declaration, string path) => declaration switch
    {
        LocalToolDeclaration local => local.Tools,
        HttpToolDeclaration http => [new DeclaredName(HttpTool.NameOf(http), $"{path}.name")],
        AgentToolDeclaration agent => [new DeclaredName(AgentTool.NameOf(agent.Agent), agent.Path)],
        McpToolsDeclaration { Choices: { } choices, Server: var server } => choices.Select(choice =>
            new DeclaredName(McpNames.Of(server.Url, choice.Name ?? choice.Tool.Name), choice.Tool.Path)),
        _ => [],
    };
}
