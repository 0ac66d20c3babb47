using System.Text.Json;
using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads the tools of an llm agent: each kind of entry has a reader of its own.</summary>
internal static class ToolReading
{
    private const string Kinds = "local";

    // What the manifest language knows and this server does not execute yet.
    private static readonly HashSet<string> NotYet = new(StringComparer.Ordinal)
    {
        "agent", "callback", "client", "http", "mcp",
    };

    public static IReadOnlyList<ToolDeclaration> ReadAll(Fields agent)
    {
        if (agent.Value("tools", JsonValueKind.Array, "a list of tools") is not { } list)
        {
            return [];
        }

        var tools = new List<ToolDeclaration>();
        foreach (var (index, source) in list.EnumerateArray().Index())
        {
            if (Open(agent, source, $"{agent.PathOf("tools")}[{index}]") is { } entry && Read(entry) is { } tool)
            {
                entry.RefuseOthers();
                tools.Add(tool);
            }
        }

        return tools;
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
    public static ToolDeclaration? RefuseKind(Fields tool)
    {
        var kind = tool.RequiredText("kind");
        if (kind.Length > 0)
        {
            tool.Problems.Structural(tool.PathOf("kind"), NotYet.Contains(kind)
                ? $"Tool kind '{kind}' is not supported yet"
                : $"Unknown tool kind: {kind}. Expected one of: {Kinds}");
        }

        return null;
    }

    private static ToolDeclaration? Read(Fields tool) => tool.Text("kind") switch
    {
        "local" => LocalToolReading.ReadList(tool),
        _ => RefuseKind(tool),
    };
}
