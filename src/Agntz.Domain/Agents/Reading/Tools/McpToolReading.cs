using System.Text.Json;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads tools that MCP servers have.</summary>
internal sealed class McpToolReading(Fields tool, Scope agentScope)
{
    private readonly Scope _scope = agentScope.With(SecretValues.Root);

    /// <summary>Those an llm agent offers: <c>tools</c> chooses among what the server has.</summary>
    /// <returns>Null after it has said what is wrong.</returns>
    public McpToolsDeclaration? ReadOffered()
    {
        var choices = ReadChoices();
        var isOptional = tool.Flag("optional");
        return McpServerReading.Read(tool, _scope) is { } server
            ? new McpToolsDeclaration(server, choices) { IsOptional = isOptional }
            : null;
    }

    /// <summary>The one a tool agent calls: <c>name</c> is its name.</summary>
    /// <returns>Null after it has said what is wrong.</returns>
    public McpToolDeclaration? ReadCalled()
    {
        var name = new DeclaredName(tool.RequiredText("name"), tool.PathOf("name"));
        return McpServerReading.Read(tool, _scope) is { } server ? new McpToolDeclaration(server, name) : null;
    }

    private List<McpToolChoice>? ReadChoices()
    {
        if (tool.Value("tools", JsonValueKind.Array, "a list of tools") is not { } list)
        {
            return null;
        }

        if (list.GetArrayLength() == 0)
        {
            tool.Problems.Structural(tool.PathOf("tools"), "'tools' must name at least one; leave it out to offer all");
        }

        var choices = new List<McpToolChoice>();
        foreach (var (index, source) in list.EnumerateArray().Index())
        {
            var path = $"{tool.PathOf("tools")}[{index}]";
            switch (source.ValueKind)
            {
                case JsonValueKind.String when source.GetString() is { Length: > 0 } name:
                    choices.Add(new McpToolChoice { Tool = new DeclaredName(name, path) });
                    break;
                case JsonValueKind.Object:
                    choices.Add(ReadChoice(new Fields(source, path, tool.Problems)));
                    break;
                default:
                    tool.Problems.Structural(path, "Expected the name of a tool, or an object with 'tool' and any of 'name', "
                        + $"'description' and 'params'; found {Fields.Describe(source)}");
                    break;
            }
        }

        return choices;
    }

    private McpToolChoice ReadChoice(Fields choice)
    {
        var name = choice.Text("name");
        if (name is not null && !ToolNames.IsValid(name))
        {
            choice.Problems.Structural(choice.PathOf("name"), $"A name is {ToolNames.Expected}; found '{name}'");
        }

        var pinned = TemplateReading.ReadMapping(choice, "params", _scope);
        var read = new McpToolChoice
        {
            Tool = new DeclaredName(choice.RequiredText("tool"), choice.PathOf("tool")),
            Name = name,
            Description = choice.Text("description"),
            Pinned = pinned,
            Secrets = SecretReading.Read(choice, pinned?.Paths ?? []),
        };
        choice.RefuseOthers();
        return read;
    }
}
