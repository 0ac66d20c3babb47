using System.Text.Json;
using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads the tools of an llm agent: each kind of entry has a reader of its own.</summary>
internal static class ToolReading
{
    private const string Kinds = "agent, http, local, mcp";

    // What the manifest language knows and this server does not execute yet.
    private static readonly HashSet<string> NotYet = new(StringComparer.Ordinal)
    {
        "callback", "client",
    };

    public static IReadOnlyList<ToolDeclaration> ReadAll(Fields agent, Scope scope)
    {
        if (agent.Value("tools", JsonValueKind.Array, "a list of tools") is not { } list)
        {
            return [];
        }

        var tools = new List<(string Path, ToolDeclaration Tool)>();
        foreach (var (index, source) in list.EnumerateArray().Index())
        {
            if (Open(agent, source, $"{agent.PathOf("tools")}[{index}]") is { } entry && Read(entry, scope) is { } tool)
            {
                entry.RefuseOthers();
                tools.Add((entry.Path, tool));
            }
        }

        ToolNameCheck.Check(tools, agent.Problems);
        return [.. tools.Select(it => it.Tool)];
    }

    /// <summary>The fields of a tool; null after it has said that there are none.</summary>
    public static Fields? Open(Fields agent, JsonElement source, string path)
    {
        if (source.ValueKind is JsonValueKind.Object)
        {
            return new Fields(source, path, agent.Problems);
        }

        agent.Problems.Structural(path, $"A tool must be an object, found {Fields.Describe(source)}");
        return null;
    }

    /// <summary>Says that there is no tool of a kind, or that none is named.</summary>
    public static ToolDeclaration? RefuseKind(Fields tool, string kinds)
    {
        var kind = tool.RequiredText("kind");
        if (kind.Length > 0)
        {
            tool.Problems.Structural(tool.PathOf("kind"), NotYet.Contains(kind)
                ? $"Tool kind '{kind}' is not supported yet"
                : $"Unknown tool kind: {kind}. Expected one of: {kinds}");
        }

        return null;
    }

    private static ToolDeclaration? Read(Fields tool, Scope scope) => tool.Text("kind") switch
    {
        "http" => new HttpToolReading(tool, scope).ReadOffered(),
        "agent" => AgentToolReading.Read(tool),
        "local" => LocalToolReading.ReadList(tool),
        "mcp" => new McpToolReading(tool, scope).ReadOffered(),
        _ => RefuseKind(tool, Kinds),
    };
}
